namespace Infra.NixHost.Hosts.Images;

/// <summary>A problem of a disk's backing chain.</summary>
/// <param name="Code">
/// <c>chain-missing</c>: a file is missing. <c>chain-format</c>: an image has another format than the one above it records, or none is
/// recorded. <c>chain-short</c>: a disk is smaller than its backing file. <c>base-changed</c>: the base has changed since the disk was made.
/// <c>chain-denied</c>: QEMU's user cannot reach a file. <c>chain-foreign</c>: a backing file lies where none may. <c>chain-endless</c>:
/// images back each other.
/// </param>
/// <param name="Path">The file with the problem.</param>
/// <param name="Message">The problem and the next step.</param>
public sealed record ChainFinding(string Code, string Path, string Message);
