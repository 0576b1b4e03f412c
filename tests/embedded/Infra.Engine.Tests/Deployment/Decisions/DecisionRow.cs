using Infra.Engine.Goals;
using Infra.Engine.State;
using Infra.Engine.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.Engine.Tests.Deployment.Decisions;

/// <summary>One row of the table of decisions: what was there, what is wanted now, and what has to happen.</summary>
/// <param name="Name">The row, as the test report shows it.</param>
public sealed record DecisionRow(string Name)
{
    /// <summary>The program that made what is there.</summary>
    internal Func<TestProgram, Task> Before { get; init; } = _ => Task.CompletedTask;

    /// <summary>What else is special.</summary>
    internal Action<TestStack> Arrange { get; init; } = _ => { };

    /// <summary>The program now.</summary>
    internal Func<TestProgram, Task> Now { get; init; } = _ => Task.CompletedTask;

    /// <summary>The steps, in order.</summary>
    internal string[] Steps { get; init; } = [];

    /// <summary>What providers do, in order.</summary>
    internal string[] Calls { get; init; } = [];

    /// <summary>A part of the message when the run fails.</summary>
    internal string? Error { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>A program of one thing, <c>a</c>.</summary>
    internal static Func<TestProgram, Task> Thing(
        PropertyMap? inputs = null,
        Func<ResourceGoal, ResourceGoal>? options = null
    ) => program => program.ThingAsync("a", inputs ?? Size(1), options);

    /// <summary>Inputs that a provider can change in place.</summary>
    internal static PropertyMap Size(int size) => PropertyMap.Of(("name", "n"), ("size", size));

    /// <summary>Inputs whose change needs another resource.</summary>
    internal static PropertyMap Force(int version) =>
        PropertyMap.Of(("name", "n"), ("forceNew", version));

    /// <summary>Changes what the state says of a resource.</summary>
    internal static Action<TestStack> State(
        string name,
        Func<ResourceState, ResourceState> change
    ) =>
        stack =>
            stack.Snapshot = stack.Snapshot with
            {
                Resources =
                [
                    .. stack.Snapshot.Resources.Select(s => s.Urn.Name == name ? change(s) : s),
                ],
            };
}
