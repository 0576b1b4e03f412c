namespace Infra.NixHost.Provider.Rules;

/// <summary>Rules of a guest's own values.</summary>
internal static class GuestRules
{
    /// <summary>A guest that is off and yet waited for.</summary>
    public const string WaitsForNothing =
        "\"configured\" needs a guest that runs, and running is false; set running to true, or waitFor to \"none\"";

    /// <summary>A guest without a disk, which is a warning.</summary>
    public const string NoDisk = NothingToBoot + "it has no disk" + PutFirst;

    /// <summary>A guest that has directories only, which is a warning.</summary>
    public const string OnlyDirectories =
        NothingToBoot + "a guest cannot boot from a directory" + PutFirst;

    private const string NothingToBoot = "the guest has nothing to boot from, because ";
    private const string PutFirst = "; put the disk with the system first, such as an OverlayDisk";
    private const long LeastMemory = 16 * 1024 * 1024;
    private const long LeastMemoryForUefi = 256 * 1024 * 1024;
    private const int LongestName = 64;

    /// <summary>Why a text is not a guest's name.</summary>
    public static string? Name(string name) =>
        name.Length is > 0 and <= LongestName
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' or '+')
            ? null
            : $"\"{name}\" is not a valid guest name; give 1 to {LongestName} characters of A-Z a-z 0-9 _ . + -";

    /// <summary>Why a guest cannot have a number of virtual CPUs.</summary>
    public static string? Cpus(int cpus) =>
        cpus < 1 ? $"{cpus}: a guest needs at least one virtual CPU; give 1 or more" : null;

    /// <summary>Why a guest cannot grow to a number of virtual CPUs.</summary>
    public static string? MaxCpus(int maxCpus, int cpus) =>
        maxCpus < cpus ? $"{maxCpus} is less than cpus, {cpus}; raise it, or leave it out" : null;

    /// <summary>Why a guest cannot have a memory.</summary>
    public static string? Memory(long memory, bool isUefi) =>
        memory < LeastMemory
            ? $"{ByteSize.Format(memory)} is too little to boot a guest; give at least {ByteSize.Format(LeastMemory)}"
        : isUefi && memory < LeastMemoryForUefi
            ? $"{ByteSize.Format(memory)} is too little for UEFI firmware; give at least {ByteSize.Format(LeastMemoryForUefi)}, or boot the image by bios"
        : null;

    /// <summary>Why a guest cannot grow to a memory.</summary>
    public static string? MaxMemory(long maxMemory, long memory) =>
        maxMemory < memory
            ? $"{ByteSize.Format(maxMemory)} is less than memory, {ByteSize.Format(memory)}; raise it, or leave it out"
            : null;
}
