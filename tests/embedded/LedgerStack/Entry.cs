using Pulumi;

namespace LedgerStack;

/// <summary>An entry of the ledger.</summary>
internal sealed class Entry(string name, EntryArgs args, CustomResourceOptions? options = null)
    : CustomResource("ledger:index:Entry", name, args, options)
{
    [Output("size")]
    public Output<int> Size { get; private set; } = null!;

    [Output("token")]
    public Output<string?> Token { get; private set; } = null!;
}
