using System.Collections.Immutable;
using System.CommandLine;
using Infra.Cli.Commands.Operations;
using Infra.Cli.Display;
using Infra.Engine.Deployment;
using Infra.Engine.State;
using Infra.Protocol;

namespace Infra.Cli.Commands.Imports;

/// <summary><c>import</c>: imports one existing resource or a file of them into the stack.</summary>
internal sealed class ImportCommand : CliCommand
{
    private readonly OperationOptions _operation;

    public ImportCommand(CommandContext context)
        : base(context, "import", "Import existing resources into the stack")
    {
        ImportOptions.AddTo(this);
        _operation = new(this, DeploymentKind.Import, isPreview: false);
        SetAction(async parsed => (int)await ImportAsync(parsed));
    }

    private async Task<ExitCode> ImportAsync(ParseResult parsed)
    {
        var code = new ImportedCode(Access.RequireProject());
        ImportOptions.RefusePulumiOnly(parsed, Context.ProgramName, code.CanWrite);
        var settings = _operation.Read(parsed, Context);
        var stack = await Access.RequireAsync(settings.Stack, offersCreation: false);
        var search = ImportOptions.Search(parsed);
        var specs = search is null
            ? ImportOptions.Read(parsed, stack, Context.WorkingDirectory)
            : await new ImportAll(Context, settings).FindAsync(stack, search);
        if (specs.IsEmpty)
        {
            Context.Terminal.Out.WriteLine("There is nothing to import.");
            return ExitCode.Success;
        }

        var result = await new StackOperation(
            Context,
            settings with
            {
                Stack = stack.FullName,
                Imports = specs,
            }
        ).RunAsync();
        if (result == ExitCode.Success && settings is { IsPreviewOnly: false, Json: false })
        {
            var stored = await Access.LoadAsync(stack);
            var names = specs.Select(s => (s.Type, s.Name)).ToHashSet();
            await WriteOutcomeAsync(
                parsed,
                [
                    .. stored.Snapshot.Resources.Where(r =>
                        r.Custom && names.Contains((r.Type, r.Urn.Name))
                    ),
                ],
                code,
                settings.Display
            );
        }

        return result;
    }

    private async Task WriteOutcomeAsync(
        ParseResult parsed,
        ImmutableArray<ResourceState> imported,
        ImportedCode code,
        DisplayOptions display
    )
    {
        if (ImportOptions.OutFile(parsed) is { } file)
        {
            var path = Path.GetFullPath(file, Context.WorkingDirectory);
            var text = ImportOptions.IsForAll(parsed)
                ? await code.WriteProgramAsync(imported, Context.Interruption.Graceful)
                : await code.WriteAsync(imported, Context.Interruption.Graceful);
            await File.WriteAllTextAsync(path, $"{text}\n", Context.Interruption.Graceful);
            Context.Terminal.Out.WriteLine($"The code that declares them is in {path}.");
            return;
        }

        var shown =
            parsed.GetValue<bool>("--generate-code") && code.CanWrite
                ? await TryWriteAsync()
                : null;
        Context.Terminal.Out.WriteLines(
            new ImportOutcomeText(display, Context.ProgramName).Lines(imported, shown)
        );

        // Without its schema a package can be imported all the same, and the inputs are shown.
        async Task<string?> TryWriteAsync()
        {
            try
            {
                return await code.WriteAsync(imported, Context.Interruption.Graceful);
            }
            catch (InfraException e)
            {
                Context.Terminal.Out.WriteLine($"The code cannot be written: {e.Message}");
                return null;
            }
        }
    }
}
