namespace Infra.Engine.Tests.Workspace;

/// <summary>Environments of tests.</summary>
internal static class TestEnvironment
{
    public static PulumiEnvironment In(
        string directory,
        params (string Name, string Value)[] variables
    )
    {
        var values = variables.ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal);
        return new()
        {
            Variable = name => values.GetValueOrDefault(name),
            CurrentDirectory = directory,
            HomeDirectory = Path.Combine(directory, "home"),
            UserName = "tester",
            HostName = "here.example",
            ProcessId = Environment.ProcessId,
        };
    }
}
