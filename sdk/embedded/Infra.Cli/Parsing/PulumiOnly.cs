using System.CommandLine;

namespace Infra.Cli.Parsing;

/// <summary>The commands and options that only the Pulumi CLI has. Using one gives an error that points there.</summary>
internal static class PulumiOnly
{
    /// <summary>Subcommands by the command they belong to.</summary>
    private static readonly (string Parent, string Names)[] Commands =
    [
        (
            "",
            "ai api cloud console convert deployment do env insights logs neo org policy project schema template watch"
        ),
        ("about", "env"),
        ("config", "env"),
        (
            "package",
            "add delete gen-sdk get-mapping list ls new pack-sdk publish publish-sdk remove rm"
        ),
        ("plugin", "run"),
        ("stack", "migrate"),
        ("stack history", "events"),
        ("state", "edit promote"),
    ];

    private static readonly HashSet<string> Options = new(
        (
            "--ai --attach-debugger --checksum --copilot --default-org --from --generate-resources --import-file --insecure --interactive"
            + " --language --neo --oidc-expiration --oidc-org --oidc-team --oidc-token --oidc-user --open --override-env --plan"
            + " --policy-pack --policy-pack-config --remote --remote-agent-pool-id --remote-config --remote-env --remote-env-secret"
            + " --remote-executor-image --remote-executor-image-password --remote-executor-image-username"
            + " --remote-git-auth-access-token --remote-git-auth-password --remote-git-auth-ssh-private-key"
            + " --remote-git-auth-ssh-private-key-path --remote-git-auth-username --remote-git-branch --remote-git-commit"
            + " --remote-git-repo-dir --remote-inherit-settings --remote-pre-run-command --remote-skip-install-dependencies --remote-stack-config"
            + " --runtime-options --save-plan --secrets-provider --server --strict --suppress-stream-logs --teams"
            + " --use-language-version-tools --version"
        ).Split(' '),
        StringComparer.Ordinal
    );

    /// <summary>Adds the commands to a tree, hidden.</summary>
    public static void AddTo(Command root, string program)
    {
        foreach (var (path, names) in Commands)
        {
            var parent = path.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Aggregate(
                    root,
                    (command, name) => command.Subcommands.Single(c => c.Name == name)
                );
            foreach (var name in names.Split(' '))
            {
                parent.Subcommands.Add(Refusing(name, $"{program} {path} {name}"));
            }
        }
    }

    /// <summary>Whether an unknown argument is an option of the Pulumi CLI.</summary>
    public static bool IsOption(string argument) => Options.Contains(argument.Split('=')[0]);

    /// <summary>The message for a missing command or option.</summary>
    public static string Message(string what) =>
        $"'{what}' is not part of the embedded engine. The Pulumi CLI has it and can use the same state: "
        + "https://www.pulumi.com/docs/iac/download-install/";

    private static Command Refusing(string name, string path)
    {
        var message = Message(path.Replace("  ", " ", StringComparison.Ordinal));
        var command = new Command(name, message)
        {
            Hidden = true,
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction((Func<ParseResult, int>)(_ => throw CommandException.Usage(message)));
        return command;
    }
}
