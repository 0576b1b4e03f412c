using System.CommandLine;
using Infra.Cli.Display;
using Infra.Engine.Deployment;

namespace Infra.Cli.Commands.Operations;

/// <summary>The options of a run that choose what is displayed.</summary>
internal sealed class DisplayFlags
{
    private readonly Option<bool> _diff = new("--diff")
    {
        Description = "Show property differences",
    };
    private readonly Option<bool> _json = new("--json", "-j")
    {
        Description = "Write JSON instead of text",
    };
    private readonly Option<bool> _showSames = new("--show-sames")
    {
        Description = "Also show unchanged resources",
    };
    private readonly Option<bool> _showReads = new("--show-reads")
    {
        Description = "Also show resources that are only read",
    };
    private readonly Option<bool> _showSecrets = new("--show-secrets")
    {
        Description = "Show secrets in plaintext",
    };
    private readonly Option<bool> _showFullOutput = new("--show-full-output")
    {
        Description = "Show long values in full",
    };
    private readonly Option<bool> _suppressOutputs = new("--suppress-outputs")
    {
        Description = "Do not show the stack's outputs",
    };
    private readonly Option<bool> _suppressProgress = new("--suppress-progress")
    {
        Description = "Do not show progress",
    };
    private readonly Option<bool> _debug = new("--debug", "-d")
    {
        Description = "Show debug messages",
    };

    private readonly Option<bool> _showReplacementSteps = new("--show-replacement-steps")
    {
        Description = "Show the steps of a replacement separately",
    };
    private readonly Option<bool> _showConfig = new("--show-config")
    {
        Description = "Show the configuration of the run",
    };
    private readonly Option<bool> _showUrns = new("--urns")
    {
        Description = "Show URNs instead of types and names",
    };

    // These options are accepted for scripts written for the Pulumi CLI. They have no effect here.
    private readonly Option[] _accepted =
    [
        new Option<bool>("--suppress-permalink") { Hidden = true },
        new Option<bool>("--skip-plugin-pre-install") { Hidden = true },
        new Option<bool>("--show-policy-exceptions") { Hidden = true },
        new Option<bool>("--show-policy-remediations") { Hidden = true },
    ];

    public void AddTo(Command command)
    {
        Option[] options =
        [
            _diff,
            _json,
            _showSames,
            _showReads,
            _showReplacementSteps,
            _showConfig,
            _showSecrets,
            _showFullOutput,
            _showUrns,
            _suppressOutputs,
            _suppressProgress,
            _debug,
            .. _accepted,
        ];
        foreach (var option in options)
        {
            command.Options.Add(option);
        }
    }

    public bool IsJson(ParseResult parsed) => parsed.GetValue(_json);

    public DisplayOptions Read(ParseResult parsed, DeploymentKind kind) =>
        new()
        {
            Kind = kind,
            IsPreview = true,
            Stack = "",
            Diff = parsed.GetValue(_diff),
            ShowSames = parsed.GetValue(_showSames),
            ShowReads = parsed.GetValue(_showReads),
            ShowReplacementSteps = parsed.GetValue(_showReplacementSteps),
            ShowConfig = parsed.GetValue(_showConfig),
            ShowUrns = parsed.GetValue(_showUrns),
            ShowSecrets = parsed.GetValue(_showSecrets),
            ShowFullOutput = parsed.GetValue(_showFullOutput),
            SuppressOutputs = parsed.GetValue(_suppressOutputs),
            SuppressProgress = parsed.GetValue(_suppressProgress),
            Debug = parsed.GetValue(_debug),
        };
}
