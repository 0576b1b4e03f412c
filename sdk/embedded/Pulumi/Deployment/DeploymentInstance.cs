using System.Collections.Immutable;
using Pulumi.Deployments;

namespace Pulumi;

/// <summary>Gives a program the names of its run, and calls provider functions.</summary>
public sealed class DeploymentInstance
{
    private readonly DeploymentContext _deployment;

    internal DeploymentInstance(DeploymentContext deployment) => _deployment = deployment;

    /// <summary>The name of the stack.</summary>
    public string StackName => _deployment.Settings.Stack;

    /// <summary>The name of the project.</summary>
    public string ProjectName => _deployment.Settings.Project;

    /// <summary>The name of the organization, or <c>organization</c> when the backend has none.</summary>
    public string OrganizationName => _deployment.Settings.Organization;

    /// <summary>The directory that holds the project's Pulumi.yaml.</summary>
    public string RootDirectory => _deployment.Settings.RootDirectory;

    /// <summary>Whether this is a preview, which changes nothing.</summary>
    public bool IsDryRun => _deployment.Settings.IsDryRun;

    /// <summary>Calls a provider function once its arguments are known. While they are unknown in a preview, so is the result.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="token">The function's token, as <c>package:module:function</c>.</param>
    /// <param name="options">The options. Default: none.</param>
    /// <returns>The result.</returns>
    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        InvokeOutput<T>(new(token, args, options, null));

    /// <inheritdoc cref="Invoke{T}(string, InvokeArgs, InvokeOptions)"/>
    public Output<T> Invoke<T>(
        string token,
        InvokeArgs args,
        InvokeOptions? options,
        RegisterPackageRequest? registerPackageRequest
    ) => InvokeOutput<T>(new(token, args, options, registerPackageRequest));

    /// <inheritdoc cref="Invoke{T}(string, InvokeArgs, InvokeOptions)"/>
    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOutputOptions options) =>
        InvokeOutput<T>(new(token, args, options, null));

    /// <inheritdoc cref="Invoke{T}(string, InvokeArgs, InvokeOptions)"/>
    public Output<T> Invoke<T>(
        string token,
        InvokeArgs args,
        InvokeOutputOptions options,
        RegisterPackageRequest? registerPackageRequest
    ) => InvokeOutput<T>(new(token, args, options, registerPackageRequest));

    /// <summary>Calls a provider function whose result has one property, and returns the value of that property.</summary>
    /// <typeparam name="T">The type of the property.</typeparam>
    /// <param name="token">The function's token, as <c>package:module:function</c>.</param>
    /// <param name="options">The options. Default: none.</param>
    /// <returns>The value of the property.</returns>
    public Output<T> InvokeSingle<T>(
        string token,
        InvokeArgs args,
        InvokeOptions? options = null
    ) => InvokeSingleOutput<T>(new(token, args, options, null));

    /// <inheritdoc cref="InvokeSingle{T}(string, InvokeArgs, InvokeOptions)"/>
    public Output<T> InvokeSingle<T>(
        string token,
        InvokeArgs args,
        InvokeOptions? options,
        RegisterPackageRequest? registerPackageRequest
    ) => InvokeSingleOutput<T>(new(token, args, options, registerPackageRequest));

    /// <inheritdoc cref="InvokeSingle{T}(string, InvokeArgs, InvokeOptions)"/>
    public Output<T> InvokeSingle<T>(string token, InvokeArgs args, InvokeOutputOptions options) =>
        InvokeSingleOutput<T>(new(token, args, options, null));

    /// <inheritdoc cref="InvokeSingle{T}(string, InvokeArgs, InvokeOptions)"/>
    public Output<T> InvokeSingle<T>(
        string token,
        InvokeArgs args,
        InvokeOutputOptions options,
        RegisterPackageRequest? registerPackageRequest
    ) => InvokeSingleOutput<T>(new(token, args, options, registerPackageRequest));

    /// <summary>Calls a provider function immediately.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="token">The function's token, as <c>package:module:function</c>.</param>
    /// <param name="options">The options. Default: none.</param>
    /// <returns>The result.</returns>
    public Task<T> InvokeAsync<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        _deployment.Functions.InvokeAsync<T>(new(token, args, options, null));

    /// <inheritdoc cref="InvokeAsync{T}(string, InvokeArgs, InvokeOptions)"/>
    public Task<T> InvokeAsync<T>(
        string token,
        InvokeArgs args,
        InvokeOptions? options,
        RegisterPackageRequest? registerPackageRequest
    ) => _deployment.Functions.InvokeAsync<T>(new(token, args, options, registerPackageRequest));

    /// <summary>Calls a provider function immediately whose result has one property, and returns the value of that property.</summary>
    /// <typeparam name="T">The type of the property.</typeparam>
    /// <param name="token">The function's token, as <c>package:module:function</c>.</param>
    /// <param name="options">The options. Default: none.</param>
    /// <returns>The value of the property.</returns>
    public Task<T> InvokeSingleAsync<T>(
        string token,
        InvokeArgs args,
        InvokeOptions? options = null
    ) => InvokeSingleAsync<T>(new(token, args, options, null));

    /// <inheritdoc cref="InvokeSingleAsync{T}(string, InvokeArgs, InvokeOptions)"/>
    public Task<T> InvokeSingleAsync<T>(
        string token,
        InvokeArgs args,
        InvokeOptions? options,
        RegisterPackageRequest? registerPackageRequest
    ) => InvokeSingleAsync<T>(new(token, args, options, registerPackageRequest));

    /// <summary>Calls a provider function immediately.</summary>
    /// <param name="token">The function's token, as <c>package:module:function</c>.</param>
    /// <param name="options">The options. Default: none.</param>
    public Task InvokeAsync(string token, InvokeArgs args, InvokeOptions? options = null) =>
        _deployment.Functions.InvokeAsync<object>(new(token, args, options, null));

    /// <inheritdoc cref="InvokeAsync(string, InvokeArgs, InvokeOptions)"/>
    public Task InvokeAsync(
        string token,
        InvokeArgs args,
        InvokeOptions? options,
        RegisterPackageRequest? registerPackageRequest
    ) =>
        _deployment.Functions.InvokeAsync<object>(
            new(token, args, options, registerPackageRequest)
        );

    /// <summary>Calls a method of a resource.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="token">The method's token, as <c>package:module:Type/method</c>.</param>
    /// <param name="self">The resource, or <c>null</c> for a method of the type itself.</param>
    /// <param name="options">The options. Default: none.</param>
    /// <returns>The result.</returns>
    public Output<T> Call<T>(
        string token,
        CallArgs args,
        Resource? self = null,
        CallOptions? options = null
    ) => new(_deployment.Functions.CallAsync<T>(new(token, args, self, options, null)));

    /// <inheritdoc cref="Call{T}(string, CallArgs, Resource, CallOptions)"/>
    public Output<T> Call<T>(
        string token,
        CallArgs args,
        Resource? self,
        CallOptions? options,
        RegisterPackageRequest? registerPackageRequest
    ) =>
        new(
            _deployment.Functions.CallAsync<T>(
                new(token, args, self, options, registerPackageRequest)
            )
        );

    /// <summary>Calls a method of a resource.</summary>
    /// <param name="token">The method's token, as <c>package:module:Type/method</c>.</param>
    /// <param name="self">The resource, or <c>null</c> for a method of the type itself.</param>
    /// <param name="options">The options. Default: none.</param>
    public void Call(
        string token,
        CallArgs args,
        Resource? self = null,
        CallOptions? options = null
    ) =>
        _deployment.Work.Track(
            _deployment.Functions.CallAsync<object>(new(token, args, self, options, null))
        );

    /// <inheritdoc cref="Call(string, CallArgs, Resource, CallOptions)"/>
    public void Call(
        string token,
        CallArgs args,
        Resource? self,
        CallOptions? options,
        RegisterPackageRequest? registerPackageRequest
    ) =>
        _deployment.Work.Track(
            _deployment.Functions.CallAsync<object>(
                new(token, args, self, options, registerPackageRequest)
            )
        );

    /// <summary>Registers a transform that may change the arguments and options of every later function call.</summary>
    /// <param name="transform">The transform. Transforms run in the order of their registration.</param>
    public void RegisterInvokeTransform(InvokeTransform transform)
    {
        ArgumentNullException.ThrowIfNull(transform);
        _deployment.Transforms.Register(transform);
    }

    private Output<T> InvokeOutput<T>(FunctionCall call) =>
        new(_deployment.Functions.InvokeOutputAsync<T>(call));

    private Output<T> InvokeSingleOutput<T>(FunctionCall call) =>
        InvokeOutput<ImmutableDictionary<string, T>>(call).Apply(result => result.Values.First());

    private async Task<T> InvokeSingleAsync<T>(FunctionCall call)
    {
        var result = await _deployment
            .Functions.InvokeAsync<ImmutableDictionary<string, T>>(call)
            .ConfigureAwait(false);
        return result.Values.First();
    }
}
