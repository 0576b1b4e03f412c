namespace Infra.NixHost.Hosts.Nix;

/// <summary>Counts the indented paths below the two headings of <c>nix-store --realise --dry-run</c>.</summary>
internal sealed class BuildPlanReader
{
    private bool _builds;
    private bool _fetches;

    /// <summary>The plan as far as it has been read.</summary>
    public BuildPlan Plan { get; private set; } = new(0, 0);

    public void Add(string line)
    {
        if (line.StartsWith("  ", StringComparison.Ordinal))
        {
            Plan = new(Plan.Builds + (_builds ? 1 : 0), Plan.Fetches + (_fetches ? 1 : 0));
            return;
        }
        _builds = line.Contains("will be built", StringComparison.Ordinal);
        _fetches = line.Contains("will be fetched", StringComparison.Ordinal);
    }
}
