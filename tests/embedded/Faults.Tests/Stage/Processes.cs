using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Faults.Tests.Stage;

/// <summary>Looks for processes by what they find in their environment, which whoever they start inherits.</summary>
internal static class Processes
{
    /// <summary>The processes with that text in their environment, and their command lines.</summary>
    public static IEnumerable<(int Id, string CommandLine)> With(string mark) =>
        Directory
            .EnumerateDirectories("/proc")
            .Select(directory =>
                int.TryParse(
                    Path.GetFileName(directory),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var id
                )
                    ? id
                    : 0
            )
            .Where(id => id > 0 && Read(id, "environ").Contains(mark, StringComparison.Ordinal))
            .Select(id => (id, Read(id, "cmdline").Replace('\0', ' ')));

    /// <summary>The most memory that a process has had so far, in bytes; 0 when it is gone.</summary>
    public static long Peak(int id) =>
        Read(id, "status")
            .Split('\n')
            .FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
            is { } line
            ? 1024
                * long.Parse(
                    line.AsSpan("VmHWM:".Length, line.Length - "VmHWM:".Length - " kB".Length),
                    NumberStyles.AllowLeadingWhite,
                    CultureInfo.InvariantCulture
                )
            : 0;

    /// <summary>A file of a process below /proc; empty when the process is gone.</summary>
    public static string Read(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>Kills a process without a chance to tidy up; one that is gone already is no error.</summary>
    public static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception e)
            when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It ended meanwhile.
        }
    }
}
