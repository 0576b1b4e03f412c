namespace Infra.NixHost.Provider.Rpc;

/// <summary>Finds the program's directory, where the engine has started this process.</summary>
internal static class ProgramDirectory
{
    /// <summary>The directory; one that was deleted meanwhile keeps its name, so that messages about its files name it.</summary>
    public static string Find()
    {
        try
        {
            return Directory.GetCurrentDirectory();
        }
        catch (IOException)
        {
            return File.ResolveLinkTarget("/proc/self/cwd", returnFinalTarget: false)?.FullName
                ?? "/";
        }
    }
}
