namespace Pulumi.Deployments;

/// <summary>One run of a program: what it knows, and those who work for it.</summary>
internal sealed class DeploymentContext
{
    // Each run and each unit test has its own, and whatever they start sees it.
    private static readonly AsyncLocal<DeploymentContext?> Running = new();

    /// <param name="settings">What the program is told.</param>
    /// <param name="monitor">Takes its resources.</param>
    /// <param name="engine">Takes its messages.</param>
    /// <param name="callbacks">Where its functions are reached; a server that starts with the first one when <c>null</c>.</param>
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
            "There is no deployment here: create resources inside of Deployment.RunAsync, or of Deployment.TestAsync in a unit test."
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

    /// <summary>The root of all resources; set by its own constructor.</summary>
    public Stack? Stack { get; set; }

    public async Task<Serialization.SerializationMode> SerializationModeAsync() =>
        new(
            !Settings.DisableResourceReferences
                && await Features.HasAsync(Feature.ResourceReferences).ConfigureAwait(false)
        );
}
