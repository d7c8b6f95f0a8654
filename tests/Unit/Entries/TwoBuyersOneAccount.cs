using Pipeline.Contracts.Market;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Entries;
using Pipeline.Domain.Risk;

namespace Pipeline.Tests.Unit.Entries;

/// <summary>A model: one venue, one gate, two buyers that each read the streams and the account at their own pace. A script of numbers drives it.</summary>
internal sealed class TwoBuyersOneAccount
{
    private static readonly Symbol[] Symbols = [new("AAA"), new("BBB"), new("CCC"), new("DDD")];
    private static readonly EntryLimits Limits = new()
    {
        FixedNotional = new Money(2_000m),
        MaxExposure = new Money(1_000_000m),
        MaxPositions = 100,
        MaxOrdersPerMinute = 1_000_000,
        SignalMaxAge = TimeSpan.FromDays(1),
        AccountMaxAge = TimeSpan.FromDays(1),
    };

    private readonly List<EntryIntent> _entries = [];
    private readonly List<Action<EntryBook>> _books = [];
    private readonly List<Placed> _placed = [];
    private readonly Buyer[] _buyers = [new(), new()];
    private decimal _cash = 7_000m;
    private DateTimeOffset _machine = Some.Machine;
    private int _signals;

    /// <summary>The first thing that must never happen, or null.</summary>
    public string? Fault { get; private set; }

    public int Entered => _entries.Count;

    public void Step(int number)
    {
        _machine = _machine.AddMilliseconds(1);
        var buyer = _buyers[number & 1];
        var pick = number >> 5;
        switch ((number >> 1) & 15)
        {
            case 0 or 1: Read(buyer, pick); break;
            case 2 or 3: ReadBooks(buyer, pick); break;
            case 4: buyer.AskedAt = _machine; break;
            case 5: AnswerAccount(buyer); break;
            case 6 or 7 or 8: DecideOnSignal(buyer, pick); break;
            case 9 or 10: Arrive(pick); break;
            case 11: RecordAnswer(pick); break;
            case 12: Execute(pick); break;
            case 13: Cancel(pick); break;
            case 14: FoldPosition(pick); break;
            case 15: SellOrAbandon(pick); break;
        }

        if (PowerLeft() is < 0 and var left)
            Fault ??= $"overspent by {-left}";
    }

    /// <summary>The venue's true buying power if everything still on its way arrived now.</summary>
    private decimal PowerLeft() => _cash - _placed.Where(order => !order.Abandoned).Sum(order => order.OpenQuantity * order.Intent.LimitPrice.Value);

    private void Read(Buyer buyer, int pick)
    {
        for (var n = 0; n <= pick % 3 && (int)buyer.Book.EntriesSequence < _entries.Count; n++)
            buyer.Book.Fold(buyer.Book.EntriesSequence + 1, _entries[(int)buyer.Book.EntriesSequence]);
    }

    private void ReadBooks(Buyer buyer, int pick)
    {
        for (var n = 0; n <= pick % 3 && buyer.BooksRead < _books.Count; n++)
            _books[buyer.BooksRead++](buyer.Book);
    }

    private void AnswerAccount(Buyer buyer)
    {
        if (buyer.AskedAt is not { } askedAt)
            return;
        var power = _cash - _placed.Where(order => order.Arrived).Sum(order => order.OpenQuantity * order.Intent.LimitPrice.Value);
        buyer.Account = new AccountValues { Cash = new Money(_cash), Equity = new Money(100_000m), BuyingPower = new Money(power), ReadAt = askedAt };
        buyer.Book.Fold(buyer.Account);
        buyer.AskedAt = null;
    }

    private void DecideOnSignal(Buyer buyer, int pick)
    {
        var symbol = Symbols[pick % Symbols.Length];
        var signal = Some.Signal(symbol) with { Id = $"signal-{_signals++}" };
        var quote = new QuoteValues { Bid = new Price(99.99m), Ask = new Price(100m), BidSize = new Shares(1), AskSize = new Shares(1), At = Some.Now };
        var facts = Some.Facts() with { MachineNow = _machine, BookCheckedAt = _machine, MonitorReadyAt = _machine, SellerReadyAt = _machine, Quote = quote, Account = buyer.Account };
        if (EntryRules.Decide(new EntryQuestion(signal, buyer.Book, facts, Limits)) is not EntryDecision.Enter enter)
            return;
        if (buyer.Book.EntriesSequence != (ulong)_entries.Count)
            return; // The gate refuses: wrong last sequence.
        var intent = Some.Intent(symbol, enter.Quantity.Value, enter.Limit.Value, _machine, signal.Id);
        if (_placed.Any(order => order.Intent.Symbol == symbol && order.Blocks))
            Fault ??= $"entered {symbol} twice";
        _entries.Add(intent);
        _placed.Add(new Placed(intent));
        buyer.Book.Fold((ulong)_entries.Count, intent);
    }

    private void Arrive(int pick) => With(pick, order => !order.Arrived && !order.Abandoned, order => order.Arrived = true);

    private void RecordAnswer(int pick) => With(pick, order => order.Arrived, order =>
    {
        var answer = Some.Answer(order.Intent, AnswerOutcome.Accepted, _machine);
        _books.Add(book => book.Fold(answer));
    });

    private void Execute(int pick) => With(pick, order => order.Arrived && order.OpenQuantity > 0, order =>
    {
        var quantity = Math.Min(order.OpenQuantity, 1 + (pick % 25));
        order.Filled += quantity;
        _cash -= quantity * (order.Intent.LimitPrice.Value - (pick % 2));
        Tell(order);
    });

    private void Cancel(int pick) => With(pick, order => order.Arrived && order.OpenQuantity > 0, order =>
    {
        order.Canceled = true;
        Tell(order);
    });

    private void Tell(Placed order)
    {
        var update = Some.Update(order.Intent, order.Status, order.Filled, _machine);
        _books.Add(book => book.Fold(update));
    }

    private void FoldPosition(int pick) => With(pick, order => order.Filled > 0, order =>
    {
        order.FoldedFlat = order.HasEnded && order.Held == 0;
        var position = Some.Position(order.Intent, order.Held, order.HasEnded, order.Filled, _machine);
        _books.Add(book => book.Fold(position));
    });

    private void SellOrAbandon(int pick)
    {
        With(pick, order => order.Held > 0, order =>
        {
            _cash += order.Held * 95m;
            order.Sold = order.Filled;
        });
        With(pick, order => !order.Arrived && !order.Abandoned, order =>
        {
            order.Abandoned = true;
            var answer = Some.Answer(order.Intent, AnswerOutcome.Abandoned, _machine);
            _books.Add(book => book.Fold(answer));
        });
    }

    private void With(int pick, Func<Placed, bool> which, Action<Placed> then)
    {
        var candidates = _placed.Where(order => !order.FoldedFlat && which(order)).ToList();
        if (candidates.Count > 0)
            then(candidates[pick % candidates.Count]);
    }

    private sealed class Buyer
    {
        public EntryBook Book { get; } = Some.Book();

        public int BooksRead { get; set; }

        public DateTimeOffset? AskedAt { get; set; }

        public AccountValues? Account { get; set; }
    }

    private sealed class Placed(EntryIntent intent)
    {
        public EntryIntent Intent => intent;

        public bool Arrived { get; set; }

        public bool Abandoned { get; set; }

        public bool Canceled { get; set; }

        public decimal Filled { get; set; }

        public decimal Sold { get; set; }

        public bool FoldedFlat { get; set; }

        public decimal Held => Filled - Sold;

        public decimal OpenQuantity => Canceled || Abandoned ? 0 : intent.Quantity.Value - Filled;

        public bool HasEnded => OpenQuantity == 0;

        public bool Blocks => OpenQuantity > 0 || Held > 0;

        public OrderStatus Status => Canceled ? OrderStatus.Canceled : OpenQuantity == 0 ? OrderStatus.Filled : OrderStatus.PartiallyFilled;
    }
}
