using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Infra.NixHost.Hosts.Files;

namespace Infra.NixHost.Hosts.Images;

/// <summary>The base that a disk was made on. The record has a file of its own, because a starting guest knows only the paths of its disks.</summary>
/// <param name="Disk">The disk.</param>
/// <param name="Base">Its backing file.</param>
/// <param name="Hash">The hash that the store recorded of the base's store path; empty outside the store.</param>
/// <param name="Stamp">The stamp of the base's file.</param>
internal sealed record BaseRecord(string Disk, string Base, string Hash, string Stamp)
{
    private const string Extension = ".json";

    /// <exception cref="HostException">The record is there and cannot be read.</exception>
    public static BaseRecord? Read(IHostFiles files, string directory, string disk)
    {
        var path = FileOf(directory, disk);
        if (files.Read(path) is not { IsMissing: false } file)
        {
            return null;
        }

        try
        {
            return Parse(file);
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            throw new HostException(
                "base-record",
                $"The record {path} of the base of {disk} cannot be read: {e.Message} "
                    + "Restore the file, or remove it: the next change of the disk writes it again, and until then a changed base is not noticed.",
                e
            );
        }
    }

    /// <summary>All records, in two questions. One that cannot be read spoils no other.</summary>
    /// <exception cref="HostException">This user may not list the records.</exception>
    public static IReadOnlyList<RememberedBase> ReadAll(IHostFiles files, string directory)
    {
        IReadOnlyList<string> names;
        try
        {
            names = files.List(directory);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new HostException(
                "base-record",
                $"The records of the bases of disks in {directory} cannot be listed: {e.Message} Run as root.",
                e
            );
        }

        string[] paths =
        [
            .. names
                .Where(n => n.EndsWith(Extension, StringComparison.Ordinal))
                .Select(n => Path.Combine(directory, n)),
        ];
        return
        [
            .. files
                .Read(paths, FilePart.Whole)
                .Zip(paths)
                .Where(r => !r.First.IsMissing)
                .Select(r => Remembered(r.Second, r.First)),
        ];
    }

    private static RememberedBase Remembered(string path, FileContent file)
    {
        try
        {
            var record = Parse(file);
            return new(path, record.Disk, record.Base);
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return new(path, "", "");
        }
    }

    private static BaseRecord Parse(FileContent file) =>
        JsonSerializer.Deserialize<BaseRecord>(file.Text)
            is { Disk: { }, Base: { }, Hash: { }, Stamp: { } } record
            ? record
            : throw new JsonException("it lacks a part.");

    private static bool IsUnreadable(Exception failure) =>
        failure is JsonException or IOException or UnauthorizedAccessException;

    public static void Delete(IHostFiles files, string directory, string disk) =>
        files.Delete(FileOf(directory, disk));

    /// <summary>Writes the record atomically, for this user alone.</summary>
    public void Write(IHostFiles files, string directory)
    {
        files.MakeDirectory(directory, DirectoryRights.Private);
        files.ReplacePrivate(FileOf(directory, Disk), JsonSerializer.Serialize(this));
    }

    private static string FileOf(string directory, string disk)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(disk)))[..16];
        return Path.Combine(directory, $"{hash}{Extension}");
    }
}
