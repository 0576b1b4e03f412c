namespace Pulumi;

/// <summary>The options of a resource that a provider manages.</summary>
public sealed class CustomResourceOptions : ResourceOptions
{
    private List<string>? _additionalSecretOutputs;
    private Dictionary<string, string>? _envVarMappings;

    /// <summary>Whether a replacement deletes the old resource before it creates the new one. Default: the provider decides.</summary>
    public bool? DeleteBeforeReplace { get; set; }

    /// <summary>The names of outputs that are secret in addition to those that the provider marks.</summary>
    public List<string> AdditionalSecretOutputs
    {
        get => _additionalSecretOutputs ??= [];
        set => _additionalSecretOutputs = value;
    }

    /// <summary>The id of an existing resource that this stack imports.</summary>
    public string? ImportId { get; set; }

    /// <summary>The environment variables of the provider's process by the variables that they come from. For provider resources only.</summary>
    public Dictionary<string, string> EnvVarMappings
    {
        get => _envVarMappings ??= [];
        set => _envVarMappings = value;
    }

    /// <summary>Merges options into new ones. Lists are joined; of other values the second one wins if it is set.</summary>
    /// <param name="options1">The first options, or <c>null</c>.</param>
    /// <param name="options2">The second options, or <c>null</c>.</param>
    public static CustomResourceOptions Merge(
        CustomResourceOptions? options1,
        CustomResourceOptions? options2
    )
    {
        var merged = new CustomResourceOptions();
        foreach (var options in new[] { options1, options2 }.OfType<CustomResourceOptions>())
        {
            merged.Take(options);
            merged.DeleteBeforeReplace = options.DeleteBeforeReplace ?? merged.DeleteBeforeReplace;
            merged.ImportId = options.ImportId ?? merged.ImportId;
            merged.AdditionalSecretOutputs.AddRange(options.AdditionalSecretOutputs);
            foreach (var (name, source) in options.EnvVarMappings)
            {
                merged.EnvVarMappings[name] = source;
            }
        }

        return merged;
    }

    internal override ResourceOptions Copy() => Merge(this, null);
}
