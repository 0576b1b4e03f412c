namespace Infra.NixHost.Provider.GetImages;

/// <summary>A disk that lies on an image.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Record">The record of its base, where nothing but this is left of the disk; otherwise <c>null</c>.</param>
internal sealed record ImageDisk(string Path, string? Record);
