namespace Pulumi;

/// <summary>The options that every resource has.</summary>
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

    /// <summary>Creates the common part of the two kinds of options.</summary>
    protected ResourceOptions() { }

    /// <summary>The id of an existing resource, which is read instead of created. For custom resources only.</summary>
    public Input<string>? Id { get; set; }

    /// <summary>The resource that contains this one. Default: the stack.</summary>
    public Resource? Parent { get; set; }

    /// <summary>The resources that must exist before this one. A component counts as the resources inside it.</summary>
    public InputList<Resource> DependsOn
    {
        get => _dependsOn ??= [];
        set => _dependsOn = value;
    }

    /// <summary>Whether the engine refuses to delete the resource. Default: the parent's value.</summary>
    public bool? Protect { get; set; }

    /// <summary>The paths of properties whose changes are ignored.</summary>
    public List<string> IgnoreChanges
    {
        get => _ignoreChanges ??= [];
        set => _ignoreChanges = value;
    }

    /// <summary>The paths of properties whose change replaces the resource; <c>*</c> means all.</summary>
    public List<string> ReplaceOnChanges
    {
        get => _replaceOnChanges ??= [];
        set => _replaceOnChanges = value;
    }

    /// <summary>The paths of properties whose changes are shown without their values.</summary>
    public List<string> HideDiffs
    {
        get => _hideDiffs ??= [];
        set => _hideDiffs = value;
    }

    /// <summary>The version of the provider. Default: the newest installed version.</summary>
    public string? Version { get; set; }

    /// <summary>The URL where the provider can be downloaded. Default: the engine's.</summary>
    public string? PluginDownloadURL { get; set; }

    /// <summary>The provider that manages the resource. Default: the parent's for the package, else the default provider.</summary>
    public ProviderResource? Provider { get; set; }

    /// <summary>The time limits of the provider. Default: the provider's own.</summary>
    public CustomTimeouts? CustomTimeouts { get; set; }

    /// <summary>The functions that may change inputs and options of this resource and its children before the program registers them.</summary>
    public List<ResourceTransformation> ResourceTransformations
    {
        get => _resourceTransformations ??= [];
        set => _resourceTransformations = value;
    }

    /// <summary>
    /// The functions that may change inputs and options of this resource and its children when the engine registers them,
    /// including children of remote components. The resource's own run first, then those of its parents.
    /// </summary>
    public List<ResourceTransform> ResourceTransforms
    {
        get => _resourceTransforms ??= [];
        set => _resourceTransforms = value;
    }

    /// <summary>The functions that the engine calls around the steps of this resource.</summary>
    public ResourceHookBinding Hooks
    {
        get => _hooks ??= new();
        set => _hooks = value;
    }

    /// <summary>The former names of the resource.</summary>
    public List<Input<Alias>> Aliases
    {
        get => _aliases ??= [];
        set => _aliases = value;
    }

    /// <summary>The URN of a resource of this stack whose outputs are read; nothing is registered.</summary>
    public string? Urn { get; set; }

    /// <summary>Whether a delete removes the resource from the state only and keeps the real one.</summary>
    public bool? RetainOnDelete { get; set; }

    /// <summary>The resource whose deletion also deletes this one, so that this one needs no delete of its own.</summary>
    public Resource? DeletedWith { get; set; }

    /// <summary>The resource is replaced when any resource in this list is replaced.</summary>
    public InputList<Resource> ReplaceWith
    {
        get => _replaceWith ??= [];
        set => _replaceWith = value;
    }

    /// <summary>A value whose change replaces the resource.</summary>
    public Input<object>? ReplacementTrigger { get; set; }

    /// <summary>Copies the options.</summary>
    internal abstract ResourceOptions Copy();

    /// <summary>Merges other options into these: lists are appended, and other values replace those here.</summary>
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
