using Infra.NixHost.Hosts.Files;

namespace Infra.NixHost.Provider.ConfigDisk;

/// <summary>A directory with the content of a disk: of the program's machine for a source, of the host for a host path.</summary>
/// <param name="Files">The files of that machine.</param>
/// <param name="Path">The absolute directory.</param>
internal sealed record ConfigFolder(IHostFiles Files, string Path);
