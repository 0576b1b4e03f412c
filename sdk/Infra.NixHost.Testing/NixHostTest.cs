using Infra.NixHost.Testing.Running;
using Pulumi;

namespace Infra.NixHost.Testing;

/// <summary>
/// Runs a stack in a unit test on a host in memory, with the checks, differences and impacts of the provider itself: in milliseconds, without
/// root, Nix or libvirt.
/// </summary>
/// <example>
/// <code>
/// var plan = await NixHostTest.PreviewAsync&lt;MyStack&gt;();
/// Assert.That(plan.Guests["web"].Definition.Memory, Is.EqualTo(2L &lt;&lt; 30));
/// </code>
/// </example>
public static class NixHostTest
{
    /// <summary>Previews a stack class.</summary>
    /// <typeparam name="TStack">The class; its constructor creates the resources.</typeparam>
    /// <param name="options">The settings of the run.</param>
    /// <returns>What an <c>up</c> would do.</returns>
    /// <exception cref="StackProblemsException">A preview would fail.</exception>
    public static Task<StackPlan> PreviewAsync<TStack>(NixHostTestOptions options)
        where TStack : Stack, new() => StackRun.PreviewAsync(options, Deployment.RunAsync<TStack>);

    /// <summary>Previews a stack class with the default settings.</summary>
    /// <typeparam name="TStack">The class; its constructor creates the resources.</typeparam>
    /// <returns>The plan.</returns>
    /// <exception cref="StackProblemsException">A preview would fail.</exception>
    public static Task<StackPlan> PreviewAsync<TStack>()
        where TStack : Stack, new() => PreviewAsync<TStack>(new NixHostTestOptions());

    /// <summary>Previews a program.</summary>
    /// <param name="options">The settings of the run.</param>
    /// <param name="program">Creates the resources.</param>
    /// <returns>What an <c>up</c> would do.</returns>
    /// <exception cref="StackProblemsException">A preview would fail.</exception>
    public static Task<StackPlan> PreviewAsync(NixHostTestOptions options, Action program) =>
        StackRun.PreviewAsync(options, () => Deployment.RunAsync(program));

    /// <inheritdoc cref="PreviewAsync(NixHostTestOptions, Action)"/>
    public static Task<StackPlan> PreviewAsync(NixHostTestOptions options, Func<Task> program) =>
        StackRun.PreviewAsync(options, () => Deployment.RunAsync(program));

    /// <summary>Previews a program.</summary>
    /// <param name="options">The settings of the run.</param>
    /// <param name="program">Creates the resources and returns the stack's outputs by name.</param>
    /// <returns>What an <c>up</c> would do.</returns>
    /// <exception cref="StackProblemsException">A preview would fail.</exception>
    public static Task<StackPlan> PreviewAsync(
        NixHostTestOptions options,
        Func<IDictionary<string, object?>> program
    ) => StackRun.PreviewAsync(options, () => Deployment.RunAsync(program));

    /// <inheritdoc cref="PreviewAsync(NixHostTestOptions, Func{IDictionary{string, object}})"/>
    public static Task<StackPlan> PreviewAsync(
        NixHostTestOptions options,
        Func<Task<IDictionary<string, object?>>> program
    ) => StackRun.PreviewAsync(options, () => Deployment.RunAsync(program));

    /// <summary>
    /// Previews a stack class and then makes its resources in memory. Guests boot and report at once, so that every output is known. The host of
    /// <paramref name="options"/> keeps the state, with which the next run is compared.
    /// </summary>
    /// <typeparam name="TStack">The class; its constructor creates the resources.</typeparam>
    /// <param name="options">The settings of the run, with the host.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="StackProblemsException">The preview or the run failed.</exception>
    public static Task<StackPlan> UpAsync<TStack>(NixHostTestOptions options)
        where TStack : Stack, new() => StackRun.UpAsync(options, Deployment.RunAsync<TStack>);

    /// <summary>Previews a stack class and then makes its resources in memory, with the default settings.</summary>
    /// <typeparam name="TStack">The class; its constructor creates the resources.</typeparam>
    /// <returns>The plan.</returns>
    /// <exception cref="StackProblemsException">A preview would fail.</exception>
    public static Task<StackPlan> UpAsync<TStack>()
        where TStack : Stack, new() => UpAsync<TStack>(new NixHostTestOptions());

    /// <summary>
    /// Previews a program and then makes its resources in memory. Guests boot and report at once, so that every output is known. The host of
    /// <paramref name="options"/> keeps the state, with which the next run is compared.
    /// </summary>
    /// <param name="options">The settings of the run, with the host.</param>
    /// <param name="program">Creates the resources.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="StackProblemsException">The preview or the run failed.</exception>
    public static Task<StackPlan> UpAsync(NixHostTestOptions options, Action program) =>
        StackRun.UpAsync(options, () => Deployment.RunAsync(program));

    /// <inheritdoc cref="UpAsync(NixHostTestOptions, Action)"/>
    public static Task<StackPlan> UpAsync(NixHostTestOptions options, Func<Task> program) =>
        StackRun.UpAsync(options, () => Deployment.RunAsync(program));

    /// <inheritdoc cref="UpAsync(NixHostTestOptions, Action)"/>
    /// <param name="options">The settings of the run, with the host.</param>
    /// <param name="program">Creates the resources and returns the stack's outputs by name.</param>
    public static Task<StackPlan> UpAsync(
        NixHostTestOptions options,
        Func<IDictionary<string, object?>> program
    ) => StackRun.UpAsync(options, () => Deployment.RunAsync(program));

    /// <inheritdoc cref="UpAsync(NixHostTestOptions, Func{IDictionary{string, object}})"/>
    public static Task<StackPlan> UpAsync(
        NixHostTestOptions options,
        Func<Task<IDictionary<string, object?>>> program
    ) => StackRun.UpAsync(options, () => Deployment.RunAsync(program));
}
