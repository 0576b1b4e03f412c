namespace Infra.NixHost.Host.Accelerators;

/// <summary>What runs a guest's code.</summary>
/// <param name="IsKvm">Hardware virtualization; otherwise TCG, many times slower.</param>
/// <param name="Reason">Why it is this one, for a person.</param>
public sealed record Accelerator(bool IsKvm, string Reason);
