namespace Pulumi;

/// <summary>What can be said of any resource beside its own properties.</summary>
public abstract class ResourceOptions
{
    private List<string>? _ignoreChanges;
    private List<string>? _replaceOnChanges;
    private List<string>? _hideDiffs;
    private List<Input<Alias>>? _aliases;
    private List<ResourceTransformation>? _resourceTransformations;
    private List<ResourceTransform>? _resourceTransforms;
    private ResourceHookBinding? _hooks;
    private InputList<Resource>? _dependsOn;
    private InputList<Resource>? _replaceWith;

    /// <summary>For the two kinds of options.</summary>
    protected ResourceOptions() { }

    /// <summary>The id of an existing resource: it is read instead of created. For custom resources only.</summary>
    public Input<string>? Id { get; set; }

    /// <summary>The resource this one is part of; the stack when <c>null</c>.</summary>
    public Resource? Parent { get; set; }

    /// <summary>Resources that must exist before this one. A component stands for the resources in it.</summary>
    public InputList<Resource> DependsOn
    {
        get => _dependsOn ??= [];
        set => _dependsOn = value;
    }

    /// <summary>Refuses to delete the resource until this is off again; the parent's when <c>null</c>.</summary>
    public bool? Protect { get; set; }

    /// <summary>Properties whose changes are left alone, as property paths.</summary>
    public List<string> IgnoreChanges
    {
        get => _ignoreChanges ??= [];
        set => _ignoreChanges = value;
    }

    /// <summary>Properties whose changes replace the resource, as property paths; <c>*</c> for all.</summary>
    public List<string> ReplaceOnChanges
    {
        get => _replaceOnChanges ??= [];
        set => _replaceOnChanges = value;
    }

    /// <summary>Properties whose changes are shown in short only, as property paths.</summary>
    public List<string> HideDiffs
    {
        get => _hideDiffs ??= [];
        set => _hideDiffs = value;
    }

    /// <summary>The version of the provider to use; the newest installed when <c>null</c>.</summary>
    public string? Version { get; set; }

    /// <summary>Where the provider can be downloaded; the default place when <c>null</c>.</summary>
    public string? PluginDownloadURL { get; set; }

    /// <summary>The provider that manages the resource; the parent's for its package when <c>null</c>, else the default one.</summary>
    public ProviderResource? Provider { get; set; }

    /// <summary>How long the provider may take; its own defaults when <c>null</c>.</summary>
    public CustomTimeouts? CustomTimeouts { get; set; }

    /// <summary>Changes inputs and options of this resource and of those below it, in the program, before they are registered.</summary>
    public List<ResourceTransformation> ResourceTransformations
    {
        get => _resourceTransformations ??= [];
        set => _resourceTransformations = value;
    }

    /// <summary>
    /// Changes inputs and options of this resource and of those below it when the engine is about to register them, those of remote
    /// components among them. The resource's own are called first, then those of its parents.
    /// </summary>
    public List<ResourceTransform> ResourceTransforms
    {
        get => _resourceTransforms ??= [];
        set => _resourceTransforms = value;
    }

    /// <summary>Functions of the program that the engine calls around the steps of this resource.</summary>
    public ResourceHookBinding Hooks
    {
        get => _hooks ??= new();
        set => _hooks = value;
    }

    /// <summary>Other names under which the state may know the resource.</summary>
    public List<Input<Alias>> Aliases
    {
        get => _aliases ??= [];
        set => _aliases = value;
    }

    /// <summary>The URN of a resource of this stack: its state is taken over and nothing is registered.</summary>
    public string? Urn { get; set; }

    /// <summary>Forgets the resource on delete and leaves it where it is.</summary>
    public bool? RetainOnDelete { get; set; }

    /// <summary>A resource whose deletion takes this one with it, so that this one needs none of its own.</summary>
    public Resource? DeletedWith { get; set; }

    /// <summary>Resources whose replacement replaces this one too.</summary>
    public InputList<Resource> ReplaceWith
    {
        get => _replaceWith ??= [];
        set => _replaceWith = value;
    }

    /// <summary>Any value; the resource is replaced when it changes.</summary>
    public Input<object>? ReplacementTrigger { get; set; }

    /// <summary>The same options in an object of their own.</summary>
    internal abstract ResourceOptions Copy();

    /// <summary>Lets other options count over these: lists go behind, everything else takes their place.</summary>
    private protected void Take(ResourceOptions other)
    {
        Id = other.Id ?? Id;
        Parent = other.Parent ?? Parent;
        DependsOn = DependsOn.Concat(other.DependsOn);
        Protect = other.Protect ?? Protect;
        IgnoreChanges = [.. IgnoreChanges, .. other.IgnoreChanges];
        ReplaceOnChanges = [.. ReplaceOnChanges, .. other.ReplaceOnChanges];
        HideDiffs = [.. HideDiffs, .. other.HideDiffs];
        Version = other.Version ?? Version;
        PluginDownloadURL = other.PluginDownloadURL ?? PluginDownloadURL;
        Provider = other.Provider ?? Provider;
        CustomTimeouts = other.CustomTimeouts ?? CustomTimeouts;
        ResourceTransformations = [.. ResourceTransformations, .. other.ResourceTransformations];
        ResourceTransforms = [.. ResourceTransforms, .. other.ResourceTransforms];
        Hooks = Hooks.Concat(other.Hooks);
        Aliases = [.. Aliases, .. other.Aliases];
        Urn = other.Urn ?? Urn;
        RetainOnDelete = other.RetainOnDelete ?? RetainOnDelete;
        DeletedWith = other.DeletedWith ?? DeletedWith;
        ReplaceWith = ReplaceWith.Concat(other.ReplaceWith);
        ReplacementTrigger = other.ReplacementTrigger ?? ReplacementTrigger;
    }
}
