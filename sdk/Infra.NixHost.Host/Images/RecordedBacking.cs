namespace Infra.NixHost.Hosts.Images;

/// <summary>What a disk image says of its backing file.</summary>
/// <param name="Path">Its absolute path; <c>null</c> where there is none.</param>
/// <param name="Problem">Why it is not known; <c>null</c> where it is.</param>
public sealed record RecordedBacking(string? Path, string? Problem)
{
    /// <summary>Of a file without a backing file.</summary>
    public static RecordedBacking None { get; } = new(null, null);
}
