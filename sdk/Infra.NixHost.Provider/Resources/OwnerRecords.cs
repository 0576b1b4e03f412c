using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Files;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Resources;

/// <summary>
/// The owner tags of files, disks and garbage collector roots, which have no room for a tag of their own.
/// Each tag is a small file in the provider's state directory, named by a hash.
/// </summary>
/// <param name="files">The files of the host.</param>
/// <param name="directory">The directory of the records.</param>
internal sealed class OwnerRecords(IHostFiles files, string directory)
{
    private const string Tag = ".json";
    private const string Description = ".description.json";
    private const string Held = ".making";
    private const string Name = "name";

    /// <summary>The tag of an object; <c>null</c> when it has none.</summary>
    /// <exception cref="HostException">The record cannot be read.</exception>
    public OwnerTag? Read(string name) => Read(name, files.Read(FileOf(name)));

    /// <summary>The tags of several objects, in one question; <c>null</c> for each that has none.</summary>
    /// <exception cref="HostException">A record cannot be read.</exception>
    public IReadOnlyList<OwnerTag?> Read(IReadOnlyList<string> names) =>
        [
            .. names
                .Zip(files.Read([.. names.Select(n => FileOf(n))], FilePart.Whole))
                .Select(pair => Read(pair.First, pair.Second)),
        ];

    private OwnerTag? Read(string name, FileContent record)
    {
        if (record.IsMissing)
        {
            return null;
        }

        try
        {
            return Parse(record);
        }
        catch (Exception e) when (IsNoTag(e))
        {
            throw new HostException(
                "owner-record",
                $"The record {FileOf(name)} of the owner of {name} cannot be read: {e.Message} "
                    + "Restore the file, or remove it if the object is not needed any more.",
                e
            );
        }
    }

    /// <summary>All tags, in two questions; with the number of those that cannot be read.</summary>
    /// <exception cref="HostException">This user may not list the records.</exception>
    public AllOwners ReadAll()
    {
        try
        {
            string[] paths = [.. files.List(directory).Where(IsTag).Select(InDirectory)];
            var records = files.Read(paths, FilePart.Whole);
            var tags = new Dictionary<string, OwnerTag>(StringComparer.Ordinal);
            var unreadable = 0;
            for (var i = 0; i < paths.Length; i++)
            {
                try
                {
                    if (!records[i].IsMissing && Parse(records[i]) is { } tag)
                    {
                        tags[paths[i]] = tag;
                    }
                }
                catch (Exception e) when (IsNoTag(e))
                {
                    unreadable++;
                }
            }

            return new(tags, name => FileOf(name), unreadable);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new HostException(
                "state-denied",
                $"The records in {directory} cannot be listed: {e.Message} Run as root.",
                e
            );
        }
    }

    private static OwnerTag? Parse(FileContent record) =>
        JsonSerializer.Deserialize<OwnerTag>(record.Text)
            is { Token: { }, Urn: { }, Folder: { }, Operator: { } } tag
            ? tag
            : null;

    private static bool IsNoTag(Exception failure) =>
        failure is JsonException or IOException or UnauthorizedAccessException;

    private static bool IsTag(string name) =>
        name.EndsWith(Tag, StringComparison.Ordinal)
        && !name.EndsWith(Description, StringComparison.Ordinal);

    private string InDirectory(string name) => Path.Combine(directory, name);

    /// <summary>Writes the tag of an object; a crash leaves the former tag or the new one.</summary>
    /// <exception cref="HostException">This user may not write the record.</exception>
    public void Write(string name, OwnerTag tag)
    {
        var file = FileOf(name);
        if (Read(name) == tag)
        {
            return;
        }

        Write(file, JsonSerializer.Serialize(tag));
    }

    /// <summary>
    /// Holds an object while a create looks whose it is and makes it its own, also against other processes, so that no other create takes
    /// it in between.
    /// </summary>
    /// <param name="name">The object, as its record names it, or another name for one without a record.</param>
    /// <param name="what">The object, for the message.</param>
    /// <exception cref="HostException">Another create holds it.</exception>
    public IDisposable Hold(string name, string what) => TryHold(name) ?? throw MadeElsewhere(what);

    /// <summary>The failure of a create whose object another run makes.</summary>
    public static HostException MadeElsewhere(string what) =>
        new(
            "made-elsewhere",
            $"{what} is being made by another run at this moment. Wait for that run, then run up again; where two programs want the same name, "
                + "give one of them another."
        );

    /// <summary>Holds an object; <c>null</c> while another create holds it.</summary>
    public IDisposable? TryHold(string name)
    {
        HostDirectories.PreparePrivate(files, directory);
        var file = FileOf(name, Held);
        try
        {
            return files.Hold(file);
        }
        catch (UnauthorizedAccessException e)
        {
            throw Denied(file, e);
        }
    }

    /// <summary>Whether somebody holds an object. It writes nothing, except that what a killed process held is removed.</summary>
    public bool IsHeld(string name)
    {
        if (!files.IsFile(FileOf(name, Held)))
        {
            return false;
        }

        using var held = TryHold(name);
        return held is null;
    }

    /// <summary>What an object is, of which the host could not tell it; <c>null</c> where an older version has made it.</summary>
    /// <exception cref="HostException">The record cannot be read.</exception>
    public PropertyMap? ReadDescription(string name)
    {
        var file = FileOf(name, Description);
        var record = files.Read(file);
        if (record.IsMissing)
        {
            return null;
        }

        try
        {
            return Decode(record);
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            throw new HostException(
                "owner-record",
                $"The description {file} of {name} cannot be read: {e.Message} "
                    + "Remove the file; the next change of the resource writes it again.",
                e
            );
        }
    }

    /// <summary>Writes what an object is; a crash leaves the former description or the new one.</summary>
    /// <exception cref="HostException">This user may not write the record.</exception>
    public void Describe(string name, PropertyMap description) =>
        Write(
            FileOf(name, Description),
            JsonFormatter.Default.Format(
                PropertyEncoder.Encode(description.With(Name, name), EncodeOptions.Provider)
            )
        );

    /// <summary>The names of the objects that are described. What cannot be read is left out.</summary>
    public IEnumerable<string> Described() =>
        files
            .Read(
                [
                    .. Records()
                        .Where(n => n.EndsWith(Description, StringComparison.Ordinal))
                        .Select(n => Path.Combine(directory, n)),
                ],
                FilePart.Whole
            )
            .Select(NameIn)
            .OfType<PropertyValue.String>()
            .Select(name => name.Value);

    private IReadOnlyList<string> Records()
    {
        try
        {
            return files.List(directory);
        }
        catch (UnauthorizedAccessException)
        {
            // The records are root's; a user of libvirt alone may not list them.
            return [];
        }
    }

    private static PropertyValue? NameIn(FileContent record)
    {
        try
        {
            return Decode(record).Get(Name);
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            // Reading the object by its name tells what is wrong with its description.
            return null;
        }
    }

    private static PropertyMap Decode(FileContent record) =>
        PropertyDecoder.Decode(Struct.Parser.ParseJson(record.Text));

    private static bool IsUnreadable(Exception failure) =>
        failure
            is InvalidJsonException
                or InvalidProtocolBufferException
                or IOException
                or UnauthorizedAccessException;

    private void Write(string file, string content)
    {
        HostDirectories.PreparePrivate(files, directory);
        try
        {
            files.ReplacePrivate(file, content);
        }
        catch (UnauthorizedAccessException e)
        {
            throw Denied(file, e);
        }
    }

    private static HostException Denied(string file, UnauthorizedAccessException failure) =>
        new(
            "state-denied",
            $"The record {file} cannot be written: {failure.Message} "
                + "Run as root, or set nixhost:stateDirectory to a directory that you may write to.",
            failure
        );

    /// <summary>Removes the tag of an object; does nothing when it has none.</summary>
    public void Delete(params IReadOnlyList<string> names) =>
        files.Delete([.. names.SelectMany(n => new[] { FileOf(n), FileOf(n, Description) })]);

    private string FileOf(string name, string extension = Tag)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(name));
        return Path.Combine(directory, $"{Convert.ToHexStringLower(hash)[..32]}{extension}");
    }
}
