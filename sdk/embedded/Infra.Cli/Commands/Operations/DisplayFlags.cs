using System.CommandLine;
using Infra.Cli.Display;
using Infra.Cli.Parsing;
using Infra.Engine.Deployment;

namespace Infra.Cli.Commands.Operations;

/// <summary>The options of a run that choose what is displayed.</summary>
internal static class DisplayFlags
{
    // The last ones are accepted for scripts written for the Pulumi CLI. They have no effect here.
    public static IEnumerable<Option> All() =>
        [
            NewOption.Flag("--diff", "Show property differences"),
            NewOption.Flag("--json", "Write JSON instead of text", "-j"),
            NewOption.Flag("--show-sames", "Also show unchanged resources"),
            NewOption.Flag("--show-reads", "Also show resources that are only read"),
            NewOption.Flag(
                "--show-replacement-steps",
                "Show the steps of a replacement separately"
            ),
            NewOption.Flag("--show-config", "Show the configuration of the run"),
            NewOption.Flag("--show-secrets", "Show secrets in plaintext"),
            NewOption.Flag("--show-full-output", "Show long values in full"),
            NewOption.Flag("--urns", "Show URNs instead of types and names"),
            NewOption.Flag("--suppress-outputs", "Do not show the stack's outputs"),
            NewOption.Flag("--suppress-progress", "Do not show progress"),
            NewOption.Flag("--debug", "Show debug messages", "-d"),
            NewOption.Hidden<bool>("--suppress-permalink"),
            NewOption.Hidden<bool>("--skip-plugin-pre-install"),
            NewOption.Hidden<bool>("--show-policy-exceptions"),
            NewOption.Hidden<bool>("--show-policy-remediations"),
        ];

    public static DisplayOptions Read(ParseResult parsed, DeploymentKind kind) =>
        new()
        {
            Kind = kind,
            IsPreview = true,
            Stack = "",
            Diff = parsed.GetValue<bool>("--diff"),
            ShowSames = parsed.GetValue<bool>("--show-sames"),
            ShowReads = parsed.GetValue<bool>("--show-reads"),
            ShowReplacementSteps = parsed.GetValue<bool>("--show-replacement-steps"),
            ShowConfig = parsed.GetValue<bool>("--show-config"),
            ShowUrns = parsed.GetValue<bool>("--urns"),
            ShowSecrets = parsed.GetValue<bool>("--show-secrets"),
            ShowFullOutput = parsed.GetValue<bool>("--show-full-output"),
            SuppressOutputs = parsed.GetValue<bool>("--suppress-outputs"),
            SuppressProgress = parsed.GetValue<bool>("--suppress-progress"),
            Debug = parsed.GetValue<bool>("--debug"),
        };
}
