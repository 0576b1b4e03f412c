using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Infra.NixHost.Host.Images;

/// <summary>What a disk was made on. It lies in a file of its own, because a guest that starts knows nothing else of its disks than their paths.</summary>
/// <param name="Disk">The disk.</param>
/// <param name="Base">The image it lies on.</param>
/// <param name="Hash">The hash of the base's store path as the store recorded it; empty outside the store.</param>
/// <param name="Stamp">The stamp of the base's file.</param>
internal sealed record BaseRecord(string Disk, string Base, string Hash, string Stamp)
{
    public static BaseRecord? Read(string directory, string disk)
    {
        var file = FileOf(directory, disk);
        return File.Exists(file)
            ? JsonSerializer.Deserialize<BaseRecord>(File.ReadAllText(file))
            : null;
    }

    public static void Delete(string directory, string disk) =>
        File.Delete(FileOf(directory, disk));

    /// <summary>Appears whole or not at all.</summary>
    public void Write(string directory)
    {
        Directory.CreateDirectory(directory);
        var file = FileOf(directory, Disk);
        File.WriteAllText(file + ".part", JsonSerializer.Serialize(this));
        File.Move(file + ".part", file, overwrite: true);
    }

    private static string FileOf(string directory, string disk)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(disk)))[..16];
        return Path.Combine(directory, $"{hash}.json");
    }
}
