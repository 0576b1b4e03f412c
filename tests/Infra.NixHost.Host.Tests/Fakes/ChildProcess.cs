namespace Infra.NixHost.Hosts.Tests.Fakes;

/// <summary>Looks at processes that scripts of a test leave their ids of in files.</summary>
internal static class ChildProcess
{
    /// <summary>Waits for the process id that a script writes to a file.</summary>
    public static async Task<int> ReadIdAsync(string file)
    {
        await Wait.UntilAsync(
            () => File.Exists(file) && File.ReadAllText(file).EndsWith('\n'),
            $"there is no process id in {file}"
        );
        return int.Parse(await File.ReadAllTextAsync(file));
    }

    /// <summary>Whether the process runs. A zombie does not.</summary>
    public static bool Runs(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not 'Z' and not 'X';
        }
        catch (IOException)
        {
            return false;
        }
    }
}
