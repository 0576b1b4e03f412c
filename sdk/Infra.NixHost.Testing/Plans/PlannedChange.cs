namespace Infra.NixHost.Testing;

/// <summary>One changed property of a resource.</summary>
public sealed class PlannedChange
{
    internal PlannedChange(string path, Impact impact, string text) =>
        (Path, Impact, Text) = (path, impact, text);

    /// <summary>The property, as <c>memory</c> or <c>disks[1].cache</c>.</summary>
    public string Path { get; }

    /// <summary>What the change does.</summary>
    public Impact Impact { get; }

    /// <summary>The line of a preview, as <c>restarts the guest: memory 1GiB → 2GiB; set maxMemory to change it live [restart]</c>.</summary>
    public string Text { get; }

    /// <summary>The line of a preview.</summary>
    public override string ToString() => Text;
}
