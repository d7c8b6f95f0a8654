namespace Pipeline.Domain.Entries;

/// <summary>A definite refusal of an entry.</summary>
/// <param name="HttpStatus">The venue's status.</param>
/// <param name="Code">The venue's numeric code, when it gave one.</param>
/// <param name="Text">The venue's own words.</param>
/// <param name="Meaning">What it means for the entries after it.</param>
public sealed record EntryRefusal(int HttpStatus, int? Code, string Text, EntryRefusalMeaning Meaning)
{
    /// <summary>Status, code and words.</summary>
    public string Words => Code is null ? $"{HttpStatus}: {Text}" : $"{HttpStatus}, {Code}: {Text}";

    /// <summary>The same for two refusals of one kind: without the figures and names that differ from order to order.</summary>
    public string Kind => $"{HttpStatus}-{Code}-{new string([.. Text.TakeWhile(letter => !char.IsAsciiDigit(letter) && letter is not ('"' or '(' or ':'))])}";
}

/// <summary>What a refusal means for the entries after it.</summary>
public enum EntryRefusalMeaning
{
    /// <summary>It is about this order.</summary>
    Order,

    /// <summary>The keys are not accepted.</summary>
    BadKeys,

    /// <summary>The money is not there.</summary>
    NoMoney,
}
