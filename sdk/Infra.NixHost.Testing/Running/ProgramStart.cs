using System.Text.Json;

namespace Infra.NixHost.Testing.Running;

/// <summary>
/// Starts a program as an engine does: with its address and the settings in environment variables. Pulumi reads them when the run starts, so that
/// they are set for this moment only.
/// </summary>
internal static class ProgramStart
{
    private static readonly Lock Gate = new();

    /// <summary>The exit code of the test run, which a program sets at its end as if the process were its own.</summary>
    private static readonly int ExitCode = Environment.ExitCode;

    /// <summary>Runs a program to its end and returns its exit code.</summary>
    public static async Task<int> RunAsync(
        NixHostTestOptions options,
        string directory,
        (string Address, bool IsPreview) engine,
        Func<Task<int>> program
    )
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PULUMI_MONITOR"] = engine.Address,
            ["PULUMI_ENGINE"] = engine.Address,
            ["PULUMI_DRY_RUN"] = engine.IsPreview ? "true" : "false",
            ["PULUMI_PROJECT"] = options.Project,
            ["PULUMI_STACK"] = options.Stack,
            ["PULUMI_ORGANIZATION"] = options.Organization,
            ["PULUMI_ROOT_DIRECTORY"] = directory,
            ["PULUMI_CONFIG"] = JsonSerializer.Serialize(
                options.Config.ToDictionary(c => FullKey(options, c.Key), c => c.Value)
            ),
        };
        var code = await Start(variables, program);
        Environment.ExitCode = ExitCode;
        return code;
    }

    /// <summary>A key with its namespace, which is the project's unless it names one.</summary>
    private static string FullKey(NixHostTestOptions options, string key) =>
        key.Contains(':', StringComparison.Ordinal) ? key : $"{options.Project}:{key}";

    private static Task<int> Start(Dictionary<string, string> variables, Func<Task<int>> program)
    {
        lock (Gate)
        {
            var former = variables.Keys.ToDictionary(n => n, Environment.GetEnvironmentVariable);
            try
            {
                foreach (var (name, value) in variables)
                {
                    Environment.SetEnvironmentVariable(name, value);
                }

                return program();
            }
            finally
            {
                foreach (var (name, value) in former)
                {
                    Environment.SetEnvironmentVariable(name, value);
                }
            }
        }
    }
}
