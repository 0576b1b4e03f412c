namespace Pulumi.Deployments;

/// <summary>The state and the services of one run of a program.</summary>
internal sealed class DeploymentContext
{
    // Each run and each unit test has its own context, which flows into every task that it starts.
    private static readonly AsyncLocal<DeploymentContext?> Running = new();

    /// <param name="settings">The settings of the run.</param>
    /// <param name="monitor">The monitor that takes the resources.</param>
    /// <param name="engine">The engine that takes the messages.</param>
    /// <param name="callbacks">The host of callable functions. Default: a server that the first function starts.</param>
    public DeploymentContext(
        DeploymentSettings settings,
        IMonitor monitor,
        IEngine engine,
        ICallbackHost? callbacks = null
    )
    {
        (Settings, Monitor, Engine) = (settings, monitor, engine);
        Work = new();
        Log = new(engine, Work);
        Features = new(monitor);
        Packages = new(monitor, Features);
        Callbacks = callbacks ?? new CallbackServer(this);
        Hooks = new(this);
        Transforms = new(this);
        Registrar = new(this);
        Functions = new(this);
        Instance = new(this);
    }

    public static DeploymentContext? Current
    {
        get => Running.Value;
        set => Running.Value = value;
    }

    public static DeploymentContext Required =>
        Current
        ?? throw new InvalidOperationException(
            "No deployment is running. Create resources inside Deployment.RunAsync, or inside Deployment.TestAsync in a unit test."
        );

    public DeploymentSettings Settings { get; }

    public IMonitor Monitor { get; }

    public IEngine Engine { get; }

    public OutstandingWork Work { get; }

    public EngineLog Log { get; }

    public Features Features { get; }

    public Packages Packages { get; }

    public ICallbackHost Callbacks { get; }

    public HookRegistrar Hooks { get; }

    public Transforms Transforms { get; }

    public ResourceRegistrar Registrar { get; }

    public FunctionCalls Functions { get; }

    public DeploymentInstance Instance { get; }

    /// <summary>The root of all resources, which its own constructor sets.</summary>
    public Stack? Stack { get; set; }

    public async Task<Serialization.SerializationMode> SerializationModeAsync() =>
        new(
            !Settings.DisableResourceReferences
                && await Features.HasAsync(Feature.ResourceReferences).ConfigureAwait(false)
        );
}
