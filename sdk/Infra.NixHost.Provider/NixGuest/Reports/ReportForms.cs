using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Infra.NixHost.Provider.NixGuest.Reports;

/// <summary>The forms of a report's fields. Values of these forms can stand in files, commands and messages without quoting.</summary>
internal static partial class ReportForms
{
    private const int LongestKey = 2048;
    private const int LongestPath = 512;
    private const int LongestUnits = 2048;

    /// <summary>Whether it is a word of the bootstrap, such as <c>gave-up</c>.</summary>
    public static bool IsWord(string text) => Word().IsMatch(text);

    /// <summary>Whether it is the kernel's boot id, or another plain name of a boot.</summary>
    public static bool IsBoot(string text) => Boot().IsMatch(text);

    /// <summary>Whether it is a configuration's hash, in the form that guests accept in a manifest.</summary>
    public static bool IsHash(string text) => Hash().IsMatch(text);

    /// <summary>Whether it is an absolute path of the characters of store paths.</summary>
    public static bool IsStorePath(string text) =>
        text.Length <= LongestPath
        && StorePath().IsMatch(text)
        && !text.Contains("/../", StringComparison.Ordinal);

    /// <summary>Whether it is an IPv4 or IPv6 address, with or without a prefix length.</summary>
    public static bool IsAddress(string text)
    {
        if (!Address().IsMatch(text) || !IPAddress.TryParse(text.Split('/')[0], out var address))
        {
            return false;
        }

        var most = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        return text.Split('/') is not [_, var prefix] || int.Parse(prefix) <= most;
    }

    /// <summary>Whether they are names of systemd's units, separated by single blanks.</summary>
    public static bool AreUnits(string text) =>
        text.Length <= LongestUnits && Units().IsMatch(text);

    /// <summary>Whether it is a public SSH key of one line whose data is of the type it names (RFC 4253, 6.6), without a comment.</summary>
    public static bool IsHostKey(string text)
    {
        if (text.Length > LongestKey || HostKey().Match(text) is not { Success: true } match)
        {
            return false;
        }

        var type = Encoding.ASCII.GetBytes(match.Groups["type"].Value);
        var data = new byte[text.Length];
        return Convert.TryFromBase64String(match.Groups["data"].Value, data, out var length)
            && length > 4 + type.Length
            && BinaryPrimitives.ReadUInt32BigEndian(data) == type.Length
            && data.AsSpan(4, type.Length).SequenceEqual(type);
    }

    private const RegexOptions Plain =
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,31}\z", Plain)]
    private static partial Regex Word();

    [GeneratedRegex(@"\A[A-Za-z0-9-]{1,64}\z", Plain)]
    private static partial Regex Boot();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._+-]{0,127}\z", Plain)]
    private static partial Regex Hash();

    [GeneratedRegex(@"\A(/[A-Za-z0-9+._?=-]+)+\z", Plain)]
    private static partial Regex StorePath();

    [GeneratedRegex(@"\A[0-9a-fA-F:.]{2,45}(/[0-9]{1,3})?\z", Plain)]
    private static partial Regex Address();

    [GeneratedRegex(@"\A[A-Za-z0-9:_.@\\-]+( [A-Za-z0-9:_.@\\-]+)*\z", Plain)]
    private static partial Regex Units();

    [GeneratedRegex(@"\A(?<type>[a-z0-9@.-]{1,64}) (?<data>[A-Za-z0-9+/]+={0,2})\z", Plain)]
    private static partial Regex HostKey();
}
