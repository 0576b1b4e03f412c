namespace Pulumi;

/// <summary>What can be said of a resource that a provider manages, beside its own properties.</summary>
public sealed class CustomResourceOptions : ResourceOptions
{
    private List<string>? _additionalSecretOutputs;
    private Dictionary<string, string>? _envVarMappings;

    /// <summary>On: a replacement deletes the old one first. Off: afterwards. The provider's choice when <c>null</c>.</summary>
    public bool? DeleteBeforeReplace { get; set; }

    /// <summary>Outputs that are secret beside those the provider says, by name.</summary>
    public List<string> AdditionalSecretOutputs
    {
        get => _additionalSecretOutputs ??= [];
        set => _additionalSecretOutputs = value;
    }

    /// <summary>The id of an existing resource that this stack shall manage from now on.</summary>
    public string? ImportId { get; set; }

    /// <summary>Environment variables of the provider's process and from which variables they come; for provider resources only.</summary>
    public Dictionary<string, string> EnvVarMappings
    {
        get => _envVarMappings ??= [];
        set => _envVarMappings = value;
    }

    /// <summary>New options out of two, which stay as they are: lists are joined, else the second's values count if they are there.</summary>
    /// <param name="options1">The one, or <c>null</c>.</param>
    /// <param name="options2">The other, or <c>null</c>.</param>
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
