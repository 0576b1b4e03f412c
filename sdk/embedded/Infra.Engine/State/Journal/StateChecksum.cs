using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Engine.Files;
using Infra.Engine.Json;
using Infra.Engine.State.Checkpoints;

namespace Infra.Engine.State.Journal;

/// <summary>The checksum of a state file in <c>FILE.attrs</c>, by which a flipped bit is found.</summary>
/// <remarks>
/// The file is the one that Pulumi's storage layer keeps beside every file, in its format: the Pulumi CLI writes it anew with each save and never
/// lists it. The checksum and the time of the save it belongs to are user metadata there. A state of another engine or of another save is therefore not
/// measured by it, such as one that the Pulumi CLI saved without such files, or a backup that was put in place.
/// </remarks>
internal static class StateChecksum
{
    private const string DigestName = "infra-sha256";
    private const string TimeName = "infra-time";
    private const string LengthName = "infra-length";
    private const long MaxBytes = 64 << 10;

    public static string PathOf(string path) => $"{path}.attrs";

    /// <summary>The content of the file beside a state.</summary>
    public static byte[] Write(ReadOnlySpan<byte> content, CheckpointManifest manifest) =>
        Encoding.UTF8.GetBytes(
            new JsonObject
            {
                ["user.cache_control"] = "",
                ["user.content_disposition"] = "",
                ["user.content_encoding"] = "",
                ["user.content_language"] = "",
                ["user.content_type"] = "application/json",
                ["user.metadata"] = new JsonObject
                {
                    [DigestName] = StateContent.Digest(content),
                    [TimeName] = GoText.Time(manifest.Time),
                    [LengthName] = content.Length.ToString(CultureInfo.InvariantCulture),
                },
                ["md5"] = Md5(content),
            }.ToJsonString() + "\n"
        );

    /// <summary>Fails when a state of this engine is not what was saved.</summary>
    /// <param name="manifest">Its manifest; <c>null</c> for a state that was never saved.</param>
    /// <exception cref="StateFormatException">The file was damaged, or edited by hand.</exception>
    public static void Require(
        string path,
        byte[] content,
        byte[] unpacked,
        CheckpointManifest? manifest
    )
    {
        if (
            manifest?.Version.StartsWith(CheckpointManifest.EngineName, StringComparison.Ordinal)
                == false
            || Read(PathOf(path)) is not var (digest, time, length, md5)
            // A flipped bit leaves the length as it was, and hardly anybody who edits a state does.
            || (
                length is not null
                && length != content.Length.ToString(CultureInfo.InvariantCulture)
            )
            || StateContent.Digest(content) == digest
            || Md5(content) == md5
        )
        {
            return;
        }

        var isOfThisSave =
            manifest is null
            || manifest.Time == DateTimeOffset.MinValue
            || TimeIn(unpacked) is not { } range
            || IsOf(unpacked, range, time, digest);
        if (!isOfThisSave)
        {
            return;
        }

        throw new StateFormatException(
            $"its checksum in {PathOf(path)} is wrong: it was damaged or edited by hand (if the change is meant, remove {Path.GetFileName(PathOf(path))})"
        );
    }

    private static (string Digest, string Time, string? Length, string? Md5)? Read(string path)
    {
        try
        {
            var root = RegularFile.ReadBytes(path, MaxBytes) is { } content
                ? JsonNode.Parse(content)
                : null;
            return
                root?["user.metadata"] is JsonObject metadata
                && (string?)metadata[DigestName] is { } digest
                && (string?)metadata[TimeName] is { } time
                ? (digest, time, (string?)metadata[LengthName], (string?)root["md5"])
                : null;
        }
        catch (Exception e)
            when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            // A damaged checksum says nothing about the state.
            return null;
        }
    }

    /// <summary>Whether a state has the recorded time, or would be whole with it: the time itself may be what was damaged.</summary>
    private static bool IsOf(byte[] unpacked, Range range, string time, string digest)
    {
        var recorded = Encoding.UTF8.GetBytes(time);
        return unpacked.AsSpan()[range].SequenceEqual(recorded)
            || StateContent.Digest([
                .. unpacked[..range.Start],
                .. recorded,
                .. unpacked[range.End..],
            ]) == digest;
    }

    /// <summary>Where the manifest's time is, which is the first field of that name in a file of this engine.</summary>
    private static Range? TimeIn(ReadOnlySpan<byte> unpacked)
    {
        var mark = "\"time\":\""u8;
        var start = unpacked.IndexOf(mark);
        if (start < 0)
        {
            return null;
        }

        start += mark.Length;
        var length = unpacked[start..].IndexOf((byte)'"');
        return length < 0 ? null : start..(start + length);
    }

    [SuppressMessage(
        "Security",
        "CA5351",
        Justification = "Pulumi's storage layer names an MD5, which guards nothing here."
    )]
    private static string Md5(ReadOnlySpan<byte> content) =>
        Convert.ToBase64String(MD5.HashData(content));
}
