namespace Infra.NixHost.Host.Tests.Fakes;

/// <summary>Looks at processes that scripts of a test leave their ids of in files.</summary>
internal static class ChildProcess
{
    /// <summary>The id a script wrote to a file, once it is there as a whole line.</summary>
    public static async Task<int> ReadIdAsync(string file)
    {
        await Wait.UntilAsync(
            () => File.Exists(file) && File.ReadAllText(file).EndsWith('\n'),
            $"a process id in {file}"
        );
        return int.Parse(await File.ReadAllTextAsync(file));
    }

    /// <summary>Whether it runs; one that ended and that nobody has reaped yet does not.</summary>
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
