using System.Collections.Immutable;
using Pulumi.Deployments;
using Pulumi.Testing;

namespace Pulumi;

/// <summary>
/// The run of a program by an engine. A program's <c>Main</c> returns the result of a <c>RunAsync</c> method, which is the
/// exit code of the process.
/// </summary>
public sealed class Deployment
{
    private Deployment() { }

    /// <summary>The run that the calling code belongs to.</summary>
    /// <exception cref="InvalidOperationException">The calling code belongs to no run.</exception>
    public static DeploymentInstance Instance => DeploymentContext.Required.Instance;

    /// <summary>Runs a program without stack outputs.</summary>
    public static Task<int> RunAsync(Action action) =>
        RunAsync(() =>
        {
            action();
            return NoOutputs;
        });

    /// <summary>Runs a program.</summary>
    /// <param name="func">Creates the resources and returns the stack's outputs by name. Each is a value, an input or an output.</param>
    public static Task<int> RunAsync(Func<IDictionary<string, object?>> func) =>
        RunAsync(() => Task.FromResult(func()));

    /// <summary>Runs a program without stack outputs.</summary>
    public static Task<int> RunAsync(Func<Task> func) =>
        RunAsync(async () =>
        {
            await func().ConfigureAwait(false);
            return NoOutputs;
        });

    /// <summary>Runs a program.</summary>
    /// <param name="func">Creates the resources and returns the stack's outputs by name. Each is a value, an input or an output.</param>
    /// <param name="options">The stack's options. Default: none.</param>
    public static Task<int> RunAsync(
        Func<Task<IDictionary<string, object?>>> func,
        StackOptions? options = null
    ) => EngineRun.RunAsync(() => StackStart.FromFunction(func, options));

    /// <summary>Runs a program whose stack is a class.</summary>
    /// <typeparam name="TStack">The class; its constructor creates the resources.</typeparam>
    public static Task<int> RunAsync<TStack>()
        where TStack : Stack, new() => EngineRun.RunAsync(StackStart.FromClass<TStack>);

    /// <summary>Runs a program whose stack is a class with constructor parameters.</summary>
    /// <typeparam name="TStack">The class; its constructor creates the resources.</typeparam>
    /// <param name="serviceProvider">Creates the class, which is registered as a transient service.</param>
    public static Task<int> RunAsync<TStack>(IServiceProvider serviceProvider)
        where TStack : Stack =>
        EngineRun.RunAsync(() => StackStart.FromServices<TStack>(serviceProvider));

    /// <summary>Runs a stack class in a unit test, without an engine or providers.</summary>
    /// <typeparam name="TStack">The class.</typeparam>
    /// <param name="mocks">The mocks that replace the providers.</param>
    /// <param name="options">The settings of the run. Default: those of <see cref="TestOptions"/>.</param>
    /// <returns>All resources, including the stack.</returns>
    /// <exception cref="RunException">The program failed.</exception>
    public static async Task<ImmutableArray<Resource>> TestAsync<TStack>(
        IMocks mocks,
        TestOptions? options = null
    )
        where TStack : Stack, new() =>
        (
            await TestRun
                .RunAsync(mocks, options, StackStart.FromClass<TStack>)
                .ConfigureAwait(false)
        ).All;

    /// <summary>Runs a stack class with constructor parameters in a unit test, without an engine or providers.</summary>
    /// <typeparam name="TStack">The class.</typeparam>
    /// <param name="mocks">The mocks that replace the providers.</param>
    /// <param name="options">The settings of the run. Default: those of <see cref="TestOptions"/>.</param>
    /// <returns>All resources, including the stack.</returns>
    /// <exception cref="RunException">The program failed.</exception>
    public static async Task<ImmutableArray<Resource>> TestWithServiceProviderAsync<TStack>(
        IMocks mocks,
        IServiceProvider serviceProvider,
        TestOptions? options = null
    )
        where TStack : Stack =>
        (
            await TestRun
                .RunAsync(mocks, options, () => StackStart.FromServices<TStack>(serviceProvider))
                .ConfigureAwait(false)
        ).All;

    /// <summary>Runs a function in a unit test, without an engine or providers.</summary>
    /// <param name="testMocks">The mocks that replace the providers.</param>
    /// <param name="testOptions">The settings of the run.</param>
    /// <param name="createResources">Creates the resources and returns the outputs by name.</param>
    /// <returns>The resources that the function created, and its outputs.</returns>
    /// <exception cref="RunException">The program failed.</exception>
    public static async Task<(
        ImmutableArray<Resource> Resources,
        IDictionary<string, object?> Outputs
    )> TestAsync(
        IMocks testMocks,
        TestOptions testOptions,
        Func<Task<IDictionary<string, object?>>> createResources
    )
    {
        var result = await TestRun
            .RunAsync(testMocks, testOptions, () => StackStart.FromFunction(createResources, null))
            .ConfigureAwait(false);
        return (result.WithoutStack, result.Outputs);
    }

    /// <inheritdoc cref="TestAsync(IMocks, TestOptions, Func{Task{IDictionary{string, object}}})"/>
    public static Task<(
        ImmutableArray<Resource> Resources,
        IDictionary<string, object?> Outputs
    )> TestAsync(
        IMocks testMocks,
        TestOptions testOptions,
        Func<IDictionary<string, object?>> createResources
    ) => TestAsync(testMocks, testOptions, () => Task.FromResult(createResources()));

    /// <summary>Runs a function in a unit test, without an engine or providers.</summary>
    /// <param name="testMocks">The mocks that replace the providers.</param>
    /// <param name="testOptions">The settings of the run.</param>
    /// <returns>The resources that the function created.</returns>
    /// <exception cref="RunException">The program failed.</exception>
    public static async Task<ImmutableArray<Resource>> TestAsync(
        IMocks testMocks,
        TestOptions testOptions,
        Func<Task> createResources
    )
    {
        var (resources, _) = await TestAsync(
                testMocks,
                testOptions,
                async () =>
                {
                    await createResources().ConfigureAwait(false);
                    return NoOutputs;
                }
            )
            .ConfigureAwait(false);
        return resources;
    }

    /// <inheritdoc cref="TestAsync(IMocks, TestOptions, Func{Task})"/>
    public static Task<ImmutableArray<Resource>> TestAsync(
        IMocks testMocks,
        TestOptions testOptions,
        Action createResources
    ) =>
        TestAsync(
            testMocks,
            testOptions,
            () =>
            {
                createResources();
                return Task.CompletedTask;
            }
        );

    /// <summary>Fails unless the version of the engine is in a range.</summary>
    /// <param name="pulumiVersionRange">A semantic version range, as <c>&gt;=3.200.0</c>.</param>
    public static Task RequirePulumiVersionAsync(string pulumiVersionRange) =>
        DeploymentContext.Required.Engine.RequirePulumiVersionAsync(pulumiVersionRange);

    private static IDictionary<string, object?> NoOutputs =>
        ImmutableDictionary<string, object?>.Empty;
}
