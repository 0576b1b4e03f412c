using System.Collections.Immutable;
using Pulumi.Deployments;
using Pulumi.Testing;

namespace Pulumi;

/// <summary>
/// The run of a program by an engine. A program's <c>Main</c> returns what one of the <c>RunAsync</c> methods gives, which is the
/// process's exit code.
/// </summary>
public sealed class Deployment
{
    private Deployment() { }

    /// <summary>The run the calling code is in.</summary>
    /// <exception cref="InvalidOperationException">It is in none.</exception>
    public static DeploymentInstance Instance => DeploymentContext.Required.Instance;

    /// <summary>Runs a program without stack outputs.</summary>
    /// <param name="action">Creates the resources.</param>
    public static Task<int> RunAsync(Action action) =>
        RunAsync(() =>
        {
            action();
            return NoOutputs;
        });

    /// <summary>Runs a program.</summary>
    /// <param name="func">Creates the resources and gives the stack's outputs by name: values, inputs, outputs.</param>
    public static Task<int> RunAsync(Func<IDictionary<string, object?>> func) =>
        RunAsync(() => Task.FromResult(func()));

    /// <summary>Runs a program without stack outputs.</summary>
    /// <param name="func">Creates the resources.</param>
    public static Task<int> RunAsync(Func<Task> func) =>
        RunAsync(async () =>
        {
            await func().ConfigureAwait(false);
            return NoOutputs;
        });

    /// <summary>Runs a program.</summary>
    /// <param name="func">Creates the resources and gives the stack's outputs by name: values, inputs, outputs.</param>
    /// <param name="options">The stack's options; none when <c>null</c>.</param>
    public static Task<int> RunAsync(
        Func<Task<IDictionary<string, object?>>> func,
        StackOptions? options = null
    ) => EngineRun.RunAsync(() => StackStart.FromFunction(func, options));

    /// <summary>Runs a program whose resources and outputs are a class.</summary>
    /// <typeparam name="TStack">The class; its constructor creates the resources.</typeparam>
    public static Task<int> RunAsync<TStack>()
        where TStack : Stack, new() => EngineRun.RunAsync(StackStart.FromClass<TStack>);

    /// <summary>Runs a program whose resources and outputs are a class with parameters.</summary>
    /// <typeparam name="TStack">The class; its constructor creates the resources.</typeparam>
    /// <param name="serviceProvider">Gives the instance of the class, registered as a transient service.</param>
    public static Task<int> RunAsync<TStack>(IServiceProvider serviceProvider)
        where TStack : Stack =>
        EngineRun.RunAsync(() => StackStart.FromServices<TStack>(serviceProvider));

    /// <summary>Runs a stack class in a unit test, without engine and providers.</summary>
    /// <typeparam name="TStack">The class.</typeparam>
    /// <param name="mocks">Stand for the providers.</param>
    /// <param name="options">About the run; the defaults when <c>null</c>.</param>
    /// <returns>All resources, the stack among them.</returns>
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

    /// <summary>Runs a stack class with parameters in a unit test, without engine and providers.</summary>
    /// <typeparam name="TStack">The class.</typeparam>
    /// <param name="mocks">Stand for the providers.</param>
    /// <param name="serviceProvider">Gives the instance of the class.</param>
    /// <param name="options">About the run; the defaults when <c>null</c>.</param>
    /// <returns>All resources, the stack among them.</returns>
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

    /// <summary>Runs a function in a unit test, without engine and providers.</summary>
    /// <param name="testMocks">Stand for the providers.</param>
    /// <param name="testOptions">About the run.</param>
    /// <param name="createResources">Creates the resources and gives the outputs by name.</param>
    /// <returns>The resources the function created, and its outputs.</returns>
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

    /// <summary>Runs a function in a unit test, without engine and providers.</summary>
    /// <param name="testMocks">Stand for the providers.</param>
    /// <param name="testOptions">About the run.</param>
    /// <param name="createResources">Creates the resources.</param>
    /// <returns>The resources the function created.</returns>
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

    /// <summary>Fails unless the engine has a version the program can live with.</summary>
    /// <param name="pulumiVersionRange">A semantic version range, as <c>&gt;=3.200.0</c>.</param>
    public static Task RequirePulumiVersionAsync(string pulumiVersionRange) =>
        DeploymentContext.Required.Engine.RequirePulumiVersionAsync(pulumiVersionRange);

    private static IDictionary<string, object?> NoOutputs =>
        ImmutableDictionary<string, object?>.Empty;
}
