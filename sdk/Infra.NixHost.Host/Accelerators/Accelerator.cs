namespace Infra.NixHost.Hosts.Accelerators;

/// <summary>The accelerator that runs a guest's code.</summary>
/// <param name="IsKvm">Whether it is KVM; TCG is many times slower.</param>
/// <param name="Reason">The reason for the choice, for messages.</param>
public sealed record Accelerator(bool IsKvm, string Reason);
