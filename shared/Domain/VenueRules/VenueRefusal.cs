using System.Globalization;

namespace Pipeline.Domain.VenueRules;

/// <summary>Why the venue would refuse, in its own words.</summary>
/// <param name="HttpStatus">The status it would answer with.</param>
/// <param name="Code">Its numeric code.</param>
/// <param name="Text">Its message.</param>
/// <param name="Rule">Which rule is broken.</param>
public sealed record VenueRefusal(int HttpStatus, int Code, string Text, VenueRule Rule)
{
    /// <summary>A request that makes no sense by itself.</summary>
    internal static VenueRefusal Malformed(VenueRule rule, string text) => new(422, 40010001, text, rule);

    /// <summary>A request that breaks a rule of the market.</summary>
    internal static VenueRefusal Unprocessable(VenueRule rule, string text) => new(422, 42210000, text, rule);

    /// <summary>A request that the account may not make now.</summary>
    internal static VenueRefusal Forbidden(VenueRule rule, string text) => new(403, 40310000, text, rule);

    /// <summary>A figure as the venue writes it.</summary>
    internal static string Figure(decimal value) => value.ToString("0.#########", CultureInfo.InvariantCulture);
}

/// <summary>The rules, by the section of the wire contract that states them.</summary>
public enum VenueRule
{
    /// <summary>2.6: at most 128 characters, never used before.</summary>
    ClientOrderId,

    /// <summary>2.6 and section 5: what must be there, what must not, and within which bounds.</summary>
    Shape,

    /// <summary>2.4: listed and tradable.</summary>
    Asset,

    /// <summary>4.1: two decimals from a dollar upward, four below; a pair's own step.</summary>
    Tick,

    /// <summary>4.1: parts of a share.</summary>
    Fraction,

    /// <summary>4.1 and 4.8: the least worth of an order.</summary>
    MinimumNotional,

    /// <summary>4.2: type, time in force, session and class of asset together.</summary>
    TimeInForce,

    /// <summary>4.3: what brackets, OTO and OCO orders are made of.</summary>
    Class,

    /// <summary>4.3: entries and exits by the position held.</summary>
    Direction,

    /// <summary>4.3: at least a cent between an exit and the base price.</summary>
    Distance,

    /// <summary>4.2: a stop on the right side of the market.</summary>
    StopSide,

    /// <summary>4.5: no order against another one of the same account.</summary>
    WashTrade,

    /// <summary>4.4: shares that other exits hold.</summary>
    ReservedQuantity,

    /// <summary>4.7: what may be sold without being held, and hard-to-borrow symbols.</summary>
    ShortSale,

    /// <summary>4.8: market orders while trading is halted.</summary>
    Halt,

    /// <summary>4.6: which orders may be replaced, and in what.</summary>
    ReplaceState,
}
