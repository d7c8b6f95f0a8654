namespace Pipeline.Tests.Unit.Exits.Convergence;

internal enum ModelAsset
{
    Shares,
    Fractions,
    Coins,
}
