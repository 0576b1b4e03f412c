using Pulumirpc;

namespace Infra.Engine.Monitor.Transforms;

/// <summary>Converts the options of a registration to the form of transforms, and back.</summary>
internal static class TransformOptions
{
    /// <summary>The options that a registration has.</summary>
    public static TransformResourceOptions Of(RegisterResourceRequest request)
    {
        var options = new TransformResourceOptions
        {
            DependsOn = { request.Dependencies },
            IgnoreChanges = { request.IgnoreChanges },
            ReplaceOnChanges = { request.ReplaceOnChanges },
            Version = request.Version,
            Aliases =
            {
                request.AliasURNs.Select(urn => new Alias { Urn = urn }).Concat(request.Aliases),
            },
            Provider = request.Provider,
            CustomTimeouts = request.CustomTimeouts,
            PluginDownloadUrl = request.PluginDownloadURL,
            DeletedWith = request.DeletedWith,
            AdditionalSecretOutputs = { request.AdditionalSecretOutputs },
            Providers = { request.Providers },
            PluginChecksums = { request.PluginChecksums },
            Hooks = request.Hooks,
            Import = request.ImportId,
            HideDiff = { request.HideDiffs },
            ReplaceWith = { request.ReplaceWith },
            ReplacementTrigger = request.ReplacementTrigger,
        };
        if (request.HasProtect)
        {
            options.Protect = request.Protect;
        }

        if (request.HasRetainOnDelete)
        {
            options.RetainOnDelete = request.RetainOnDelete;
        }

        if (request.DeleteBeforeReplaceDefined || request.DeleteBeforeReplace)
        {
            options.DeleteBeforeReplace = request.DeleteBeforeReplace;
        }

        return options;
    }

    /// <summary>Applies the options that transforms returned to a registration.</summary>
    public static void Apply(TransformResourceOptions options, RegisterResourceRequest request)
    {
        request.Dependencies.SetTo(options.DependsOn);
        request.IgnoreChanges.SetTo(options.IgnoreChanges);
        request.ReplaceOnChanges.SetTo(options.ReplaceOnChanges);
        request.AdditionalSecretOutputs.SetTo(options.AdditionalSecretOutputs);
        request.HideDiffs.SetTo(options.HideDiff);
        request.ReplaceWith.SetTo(options.ReplaceWith);
        request.AliasURNs.Clear();
        request.Aliases.SetTo(options.Aliases);
        request.AliasSpecs = true;
        request.Providers.SetTo(options.Providers);
        request.PluginChecksums.SetTo(options.PluginChecksums);
        request.Version = options.Version;
        request.PluginDownloadURL = options.PluginDownloadUrl;
        request.Provider = options.Provider;
        request.CustomTimeouts = options.CustomTimeouts;
        request.DeletedWith = options.DeletedWith;
        request.Hooks = options.Hooks;
        request.ImportId = options.Import;
        request.ReplacementTrigger = options.ReplacementTrigger;
        ApplyFlags(options, request);
    }

    // An unset option is not the same as one that is false.
    private static void ApplyFlags(
        TransformResourceOptions options,
        RegisterResourceRequest request
    )
    {
        request.ClearProtect();
        if (options.HasProtect)
        {
            request.Protect = options.Protect;
        }

        request.ClearRetainOnDelete();
        if (options.HasRetainOnDelete)
        {
            request.RetainOnDelete = options.RetainOnDelete;
        }

        request.DeleteBeforeReplaceDefined = options.HasDeleteBeforeReplace;
        request.DeleteBeforeReplace = options.DeleteBeforeReplace;
    }
}
