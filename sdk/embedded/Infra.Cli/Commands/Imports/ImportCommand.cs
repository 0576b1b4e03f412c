using System.Collections.Immutable;
using System.CommandLine;
using Infra.Cli.Commands.Operations;
using Infra.Engine.Deployment;

namespace Infra.Cli.Commands.Imports;

/// <summary><c>import</c>: imports one existing resource or a file of them into the stack.</summary>
internal sealed class ImportCommand : CliCommand
{
    private readonly ImportOptions _options;
    private readonly OperationOptions _operation;

    public ImportCommand(CommandContext context)
        : base(context, "import", "Import existing resources into the stack")
    {
        _options = new(this);
        _operation = new(this, DeploymentKind.Import, isPreview: false);
        SetAction(async parsed => (int)await ImportAsync(parsed));
    }

    private async Task<ExitCode> ImportAsync(ParseResult parsed)
    {
        _options.RefusePulumiOnly(parsed, Context.ProgramName);
        var settings = _operation.Read(parsed, Context);
        var stack = await Access.RequireAsync(settings.Stack, offersCreation: false);
        var specs = _options.Read(parsed, stack, Context.WorkingDirectory);
        var code = await new StackOperation(
            Context,
            settings with
            {
                Stack = stack.FullName,
                Imports = specs,
            }
        ).RunAsync();
        if (code == ExitCode.Success && settings is { IsPreviewOnly: false, Json: false })
        {
            await WriteOutcomeAsync(stack, specs, settings);
        }

        return code;
    }

    private async Task WriteOutcomeAsync(
        Engine.Backend.StackReference stack,
        ImmutableArray<ImportSpec> specs,
        OperationSettings settings
    )
    {
        var stored = await Access.LoadAsync(stack);
        var names = specs.Select(s => (s.Type, s.Name)).ToHashSet();
        var imported = stored.Snapshot.Resources.Where(r =>
            r.Custom && names.Contains((r.Type, r.Urn.Name))
        );
        Context.Terminal.Out.WriteLines(
            new ImportOutcomeText(settings.Display, Context.ProgramName).Lines([.. imported])
        );
    }
}
