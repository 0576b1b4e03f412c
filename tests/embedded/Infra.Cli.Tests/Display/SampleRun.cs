using System.Collections.Immutable;
using Infra.Cli.Display;
using Infra.Cli.Terminals;
using Infra.Engine.Deployment;
using Infra.Engine.Events;
using Infra.Engine.State;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;
using Microsoft.Extensions.Time.Testing;

namespace Infra.Cli.Tests.Display;

/// <summary>Plays an engine: makes the events of a run and shows them on a terminal made of strings.</summary>
internal sealed class SampleRun
{
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly RunDisplay _display;
    private readonly Dictionary<StepOp, int> _changes = [];

    public SampleRun(DisplayOptions options)
    {
        Options = options;
        Terminal = new(TextReader.Null, _output, TextWriter.Null);
        _display = new(Terminal, options, Time);
        Stack = Protocol.Naming.Urn.Create(
            "dev",
            "web",
            null,
            Protocol.Naming.Urn.RootStackType,
            "web-dev"
        );
    }

    public static DisplayOptions Update { get; } =
        new()
        {
            Kind = DeploymentKind.Update,
            IsPreview = false,
            Stack = "dev",
        };

    public static DisplayOptions Preview { get; } = Update with { IsPreview = true };

    public DisplayOptions Options { get; }

    public FakeTimeProvider Time { get; } = new(new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public Terminal Terminal { get; }

    public Urn Stack { get; }

    public RunBoard Board => _display.Board;

    public string Output => _output.ToString();

    public string Tree(int width = 120) =>
        string.Join('\n', new TreeTable(Board).All(width).Select(l => l.ToString().TrimEnd()));

    public Urn Urn(string type, string name, Urn? parent = null) =>
        Protocol.Naming.Urn.Create(
            "dev",
            "web",
            parent ?? Stack,
            $"nixhost:index/{char.ToLowerInvariant(type[0])}{type[1..]}:{type}",
            name
        );

    public ResourceState State(
        Urn urn,
        PropertyMap? inputs = null,
        string id = "",
        Urn? parent = null
    ) =>
        new()
        {
            Urn = urn,
            Type = urn.Type,
            Custom = true,
            Id = id,
            Inputs = inputs ?? PropertyMap.Empty,
            Outputs = inputs ?? PropertyMap.Empty,
            Parent = urn == Stack ? null : parent ?? Stack,
        };

    public StepMetadata Step(
        StepOp op,
        Urn urn,
        ResourceState? old = null,
        ResourceState? @new = null
    ) =>
        new()
        {
            Op = op,
            Urn = urn,
            Type = urn.Type,
            Old = old,
            New = @new ?? (op is StepOp.Delete or StepOp.DeleteReplaced ? null : State(urn)),
        };

    public SampleRun Begin(StepMetadata step) =>
        Publish(new EngineEvent.ResourcePre(step, Options.IsPreview));

    public SampleRun End(StepMetadata step)
    {
        _changes[step.Op] = _changes.GetValueOrDefault(step.Op) + 1;
        return Publish(new EngineEvent.ResourceOutputs(step, Options.IsPreview));
    }

    public SampleRun Fail(StepMetadata step) =>
        Publish(new EngineEvent.ResourceOperationFailed(step, Options.IsPreview));

    public SampleRun Do(StepMetadata step, double seconds = 0)
    {
        Begin(step);
        Time.Advance(TimeSpan.FromSeconds(seconds));
        return End(step);
    }

    public SampleRun Say(
        Urn? urn,
        DiagnosticSeverity severity,
        string message,
        bool isEphemeral = false
    ) => Publish(new EngineEvent.Diagnostic(urn, severity, message, isEphemeral, 0));

    public SampleRun BeginStack() => Begin(Step(StepOp.Same, Stack, State(Stack), State(Stack)));

    public SampleRun EndStack(PropertyMap? old = null, PropertyMap? outputs = null) =>
        End(Step(StepOp.Same, Stack, State(Stack, old), State(Stack, outputs)));

    public SampleRun Publish(EngineEvent engineEvent)
    {
        _display.Publish(engineEvent);
        return this;
    }

    /// <summary>Publishes the summary and gives all that was written.</summary>
    public async Task<string> FinishAsync(bool succeeded = true)
    {
        Publish(
            new EngineEvent.Summary(
                Options.IsPreview,
                succeeded,
                TimeSpan.FromSeconds(3.2),
                _changes.ToImmutableSortedDictionary()
            )
        );
        Publish(new EngineEvent.Cancel());
        await _display.FinishAsync();
        return Output;
    }
}
