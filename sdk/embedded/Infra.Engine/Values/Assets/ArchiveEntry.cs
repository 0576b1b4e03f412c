namespace Infra.Engine.Values.Assets;

/// <summary>A file in an archive.</summary>
/// <param name="Name">Its path in the archive, parts separated by slashes.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="Content">Its content, to be read before the next entry is asked for.</param>
internal sealed record ArchiveEntry(string Name, long Length, Stream Content);
