namespace Pipeline.Broker;

/// <summary>One finding of <see cref="VenueCheck"/>.</summary>
/// <param name="What">keys, account, clock or data.</param>
/// <param name="Ok">False when trading cannot begin like this.</param>
/// <param name="Text">A sentence for people; never a key.</param>
public sealed record VenueCheckLine(string What, bool Ok, string Text);
