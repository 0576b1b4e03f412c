namespace Infra.NixHost.Hosts.Images;

/// <summary>The record of the base that a disk was made on.</summary>
/// <param name="Record">The file of the record.</param>
/// <param name="Disk">The disk; empty where the record cannot be read.</param>
/// <param name="Base">Its backing file; empty where the record cannot be read.</param>
public sealed record RememberedBase(string Record, string Disk, string Base);
