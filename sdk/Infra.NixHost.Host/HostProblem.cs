namespace Infra.NixHost.Hosts;

/// <summary>A precondition of the host that does not hold.</summary>
/// <param name="Code">Its name for tools, e.g. <c>libvirt-unreachable</c>; stable.</param>
/// <param name="IsFatal">Whether the host is unusable. Otherwise only the feature that the message names does not work.</param>
/// <param name="Message">The precondition that does not hold, and why it matters.</param>
/// <param name="Hint">The next step for the user.</param>
public sealed record HostProblem(string Code, bool IsFatal, string Message, string Hint);
