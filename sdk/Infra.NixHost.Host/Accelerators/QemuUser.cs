using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.NixHost.Hosts.Files;

namespace Infra.NixHost.Hosts.Accelerators;

/// <summary>The user that libvirt runs QEMU as.</summary>
/// <param name="Name">The login name.</param>
/// <param name="Id">The user id; 0 may open anything.</param>
/// <param name="Groups">The ids of all groups of the user.</param>
internal sealed partial record QemuUser(string Name, uint Id, ImmutableArray<uint> Groups)
{
    /// <summary>
    /// The names of that user in the packages of Debian and Fedora. NixOS always has a user qemu-libvirtd too, but runs QEMU as root unless
    /// qemu.conf names that user (<c>virtualisation.libvirtd.qemu.runAsRoot</c>).
    /// </summary>
    private static readonly ImmutableArray<string> KnownNames = ["libvirt-qemu", "qemu"];

    /// <summary>The user that qemu.conf names; else the one of the packages; else root, the default of NixOS.</summary>
    public static QemuUser Find(IHostFiles files, AcceleratorPaths paths)
    {
        var read = files.Read(
            [paths.Users, paths.Groups, .. paths.QemuConfigurations],
            FilePart.Whole
        );
        var users = Fields(read[0])
            .DistinctBy(line => line[0], StringComparer.Ordinal)
            .ToDictionary(line => line[0], StringComparer.Ordinal);
        var configured = read.Skip(2).SelectMany(Lines).Select(ConfiguredName);
        var name = configured
            .Concat(KnownNames)
            .Select(candidate => Login(candidate, users))
            .FirstOrDefault(login => login is not null);
        if (name is null)
        {
            return new("root", 0, []);
        }

        var groups = Fields(read[1])
            .Where(line => line[3].Split(',').Contains(name, StringComparer.Ordinal))
            .Select(line => line[2])
            .Prepend(users[name][3]);
        return new(name, uint.Parse(users[name][2]), [.. groups.Select(uint.Parse)]);
    }

    /// <summary>libvirt takes a name or a number; a plus sign marks a number, because names may consist of digits.</summary>
    private static string? Login(string? candidate, Dictionary<string, string[]> users)
    {
        if (candidate is null || users.ContainsKey(candidate))
        {
            return candidate;
        }

        var number = candidate.TrimStart('+');
        return users.Values.FirstOrDefault(user => user[2] == number)?[0];
    }

    /// <summary>On Debian only root may read qemu.conf, so for other users the file counts as empty.</summary>
    private static IEnumerable<string> Lines(FileContent file) =>
        file.Failure is UnauthorizedAccessException ? [] : file.Lines;

    private static string? ConfiguredName(string line) =>
        Setting().Match(line) is { Success: true } match ? match.Groups["name"].Value : null;

    private static IEnumerable<string[]> Fields(FileContent file) =>
        file.Lines.Select(line => line.Split(':')).Where(fields => fields.Length >= 4);

    [GeneratedRegex(
        """^\s*user\s*=\s*"(?<name>[^"]+)""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Setting();
}
