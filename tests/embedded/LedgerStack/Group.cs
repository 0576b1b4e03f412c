using Pulumi;

namespace LedgerStack;

/// <summary>A component with entries in it.</summary>
internal sealed class Group : ComponentResource
{
    public Group(string name, int version)
        : base("ledger:index:Group", name)
    {
        var first = new Entry($"{name}-first", new() { Size = version }, new() { Parent = this });
        if (version == 1)
        {
            _ = new Entry($"{name}-old", new(), new() { Parent = this, DependsOn = { first } });
        }
        else
        {
            _ = new Entry($"{name}-new", new() { Size = first.Size }, new() { Parent = this });
        }

        Size = first.Size;
        RegisterOutputs();
    }

    [Output("size")]
    public Output<int> Size { get; set; }
}
