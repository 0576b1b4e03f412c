namespace Infra.NixHost.Provider.Hosting;

/// <summary>Reads a plugin's command line: flags for logging and tracing, then the engine's address.</summary>
internal static class ProviderArguments
{
    /// <summary>The engine's <c>host:port</c>, or <c>null</c> when the provider was started by hand.</summary>
    public static string? EngineAddress(string[] arguments)
    {
        string? address = null;
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == "--tracing")
            {
                i++;
            }
            else if (!arguments[i].StartsWith('-'))
            {
                address = arguments[i];
            }
        }

        return address;
    }
}
