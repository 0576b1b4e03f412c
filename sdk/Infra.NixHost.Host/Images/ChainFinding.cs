namespace Infra.NixHost.Host.Images;

/// <summary>Something wrong with a disk's backing chain.</summary>
/// <param name="Code">
/// <c>chain-missing</c>: a file is not there. <c>chain-format</c>: an image is not of the format the one above it has recorded, or none is
/// recorded. <c>chain-short</c>: a disk is smaller than what it lies on. <c>base-changed</c>: the base has other bytes than the disk was made
/// on. <c>chain-denied</c>: QEMU's user cannot reach a file.
/// </param>
/// <param name="Path">The file it is about.</param>
/// <param name="Message">What is wrong, and what to do next.</param>
public sealed record ChainFinding(string Code, string Path, string Message);
