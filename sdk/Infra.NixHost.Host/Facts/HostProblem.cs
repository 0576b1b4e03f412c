namespace Infra.NixHost.Host.Facts;

/// <summary>A precondition of the host that does not hold.</summary>
/// <param name="Code">Its name for tools, e.g. <c>libvirt-unreachable</c>; stable.</param>
/// <param name="IsFatal">Whether nothing can be done on the host; otherwise only what the message names does not work.</param>
/// <param name="Message">What does not hold, and why that matters.</param>
/// <param name="Hint">What to do about it.</param>
public sealed record HostProblem(string Code, bool IsFatal, string Message, string Hint);
