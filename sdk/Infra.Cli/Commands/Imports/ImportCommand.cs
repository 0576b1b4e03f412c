using System.Collections.Immutable;
using System.CommandLine;
using Infra.Cli.Commands.Operations;
using Infra.Cli.Commands.Stacks;
using Infra.Engine.Deployment;
using Infra.Engine.Deployment.Imports;

namespace Infra.Cli.Commands.Imports;

/// <summary><c>import</c>: brings resources that exist under the stack's management, one or a file of them.</summary>
internal sealed class ImportCommand : Command
{
    private readonly CommandContext _context;
    private readonly ImportOptions _options;
    private readonly OperationOptions _operation;

    public ImportCommand(CommandContext context)
        : base("import", "Bring resources that exist under the stack's management")
    {
        _context = context;
        _options = new(this);
        _operation = new(this, DeploymentKind.Import, isPreview: false);
        SetAction(async parsed => (int)await ImportAsync(parsed));
    }

    private async Task<ExitCode> ImportAsync(ParseResult parsed)
    {
        _options.RefuseLeftOut(parsed, _context.ProgramName);
        var access = new StackAccess(_context);
        var settings = _operation.Read(parsed, _context);
        var stack = await access.RequireAsync(settings.Stack, offersCreation: false);
        var specs = _options.Read(parsed, stack, _context.WorkingDirectory);
        var code = await new StackOperation(
            _context,
            settings with
            {
                Stack = stack.FullName,
                Imports = specs,
            }
        ).RunAsync();
        if (code == ExitCode.Success && settings is { IsPreviewOnly: false, Json: false })
        {
            await WriteOutcomeAsync(access, stack, specs, settings);
        }

        return code;
    }

    private async Task WriteOutcomeAsync(
        StackAccess access,
        Engine.Backend.StackReference stack,
        ImmutableArray<ImportSpec> specs,
        OperationSettings settings
    )
    {
        var stored = await (await access.BackendAsync()).LoadAsync(
            stack,
            _context.Interruption.Graceful
        );
        var names = specs.Select(s => (s.Type, s.Name)).ToHashSet();
        var imported = stored.Snapshot.Resources.Where(r =>
            r.Custom && names.Contains((r.Type, r.Urn.Name))
        );
        _context.Terminal.Out.WriteLines(
            new ImportOutcomeText(settings.Display, _context.ProgramName).Lines([.. imported])
        );
    }
}
