using Infra.NixHost.Host;
using Infra.NixHost.Host.Nix;
using Infra.NixHost.Provider.Evaluations;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixImage;

/// <summary>Checks an image: one source, which exists and evaluates.</summary>
internal sealed class NixImageCheck(ProviderSession session)
{
    /// <summary>The inputs with what they evaluate to.</summary>
    public async Task<PropertyMap> RunAsync(CheckCall call, CancellationToken cancellationToken)
    {
        var inputs = NixImageInputs.Read(call.News);
        if (call.News.Values.Any(Plain.HasUnknown))
        {
            return call.News.With(CheckedEvaluation.Key, PropertyValue.Computed.Instance);
        }

        CheckSources(inputs, call);
        CheckArguments(inputs, call);
        if (!call.Failures.AreNone)
        {
            return call.News;
        }

        try
        {
            return call.News.With(
                CheckedEvaluation.Key,
                CheckedEvaluation.Write(await EvaluateAsync(inputs, cancellationToken))
            );
        }
        catch (HostException e)
        {
            call.Failures.Add(inputs.Sources[0].Name, e.Message, e.Code);
            return call.News;
        }
    }

    private async Task<NixEvaluation> EvaluateAsync(
        NixImageInputs inputs,
        CancellationToken cancellationToken
    )
    {
        if (NixImageSource.ExpressionOf(inputs, session) is { } expression)
        {
            return await session.Host.Evaluator.EvaluateAsync(
                expression,
                write: false,
                cancellationToken
            );
        }

        // The check of the sources left the store path as the only one.
        return StoredImage.Find(session, session.Resolve(inputs.StorePath!));
    }

    private void CheckSources(NixImageInputs inputs, CheckCall call)
    {
        if (inputs.Sources.IsEmpty)
        {
            call.Failures.Add(
                "configuration",
                "the image has no source; set exactly one of configuration, flake, expression and storePath"
            );
        }

        foreach (var (name, value) in inputs.Sources.Skip(1))
        {
            call.Failures.Add(
                name,
                $"\"{value}\" is a second source beside {inputs.Sources[0].Name} \"{inputs.Sources[0].Value}\"; keep one of them"
            );
        }

        foreach (var (name, value) in inputs.Sources.Where(s => s.Name != "flake"))
        {
            CheckPath(name, value, call);
        }

        if (inputs.Nixpkgs is { } nixpkgs && References.IsPath(nixpkgs))
        {
            CheckPath("nixpkgs", nixpkgs, call);
        }
    }

    private void CheckPath(string name, string value, CheckCall call)
    {
        var path = session.Resolve(value);
        if (!Path.Exists(path))
        {
            call.Failures.Add(
                name,
                $"\"{value}\": there is no file or directory {path}; correct the path or create it",
                "path-missing"
            );
        }
    }

    private static void CheckArguments(NixImageInputs inputs, CheckCall call)
    {
        if (
            inputs.DiskSize != "auto"
            && (!ByteSize.TryParse(inputs.DiskSize, out var size) || size == 0)
        )
        {
            call.Failures.Add(
                "diskSize",
                $"\"{inputs.DiskSize}\" is no size; give \"auto\", or {ByteSize.Expected}"
            );
        }

        if (inputs.Expression is null && !string.IsNullOrEmpty(inputs.Attribute))
        {
            call.Failures.Add(
                "attribute",
                $"\"{inputs.Attribute}\" selects from an expression, and there is none; set expression, or write a flake as REF#ATTRIBUTE"
            );
        }

        if (inputs.StorePath is not null && !inputs.Arguments.IsEmpty)
        {
            call.Failures.Add(
                "arguments",
                "nothing is evaluated for a storePath; leave the arguments out"
            );
        }
    }
}
