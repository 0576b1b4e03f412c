namespace Infra.NixHost.Hosts.Files;

/// <summary>The space of a file system, in bytes.</summary>
/// <param name="Device">The number that tells it from the host's other file systems.</param>
/// <param name="Total">Its size.</param>
/// <param name="Free">What is free for this user.</param>
public sealed record FileSystemSpace(ulong Device, long Total, long Free);
